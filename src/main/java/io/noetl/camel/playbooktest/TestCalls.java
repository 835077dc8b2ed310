package io.noetl.camel.playbooktest;

import io.noetl.camel.component.tool.CallPath;
import io.noetl.camel.component.tool.Claims;
import io.noetl.camel.execution.LogSource;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.StepRun;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.execution.profile.HostRules;
import io.noetl.camel.playbook.Durations;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.http.RequestFields;
import io.noetl.camel.tool.sink.SinkSpec;
import io.noetl.camel.tool.sink.SinkTool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a test: each is answered by its mock, made in earnest where that can do no harm or
 * the test says so, and refused otherwise. All are written down.
 */
final class TestCalls implements CallPath {
  /** What keeps to its interpreter and its database in memory, where it is closed off. */
  private static final Set<String> HARMLESS = Set.of("python", "duckdb", "noop", "signal");

  /** What reads the results of the test's own executions. */
  private static final Set<String> OWN_RESULTS = Set.of("artifact", "result_fetch");

  /** Sinks that write the execution's own log. */
  private static final Set<String> OWN_SINKS = Set.of("event", "event_log", "log");

  private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(30);

  private final TestCase test;
  private final MockBook mocks;
  private final VirtualTime time;
  private final TestTools tools;
  private final @Nullable Path folder;
  private final List<MadeCall> made = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final Map<Long, String> above = new HashMap<>();
  private final Map<String, String> children = new HashMap<>();
  private final List<LoggedLine> lines = new ArrayList<>();

  /** A line of a step's log. */
  record LoggedLine(String step, String text) {}

  /**
   * The calls of a test.
   *
   * @param folder whose files a step that runs in earnest may read; null for none
   */
  TestCalls(TestCase test, VirtualTime time, TestTools tools, @Nullable Path folder) {
    this.test = test;
    this.mocks = new MockBook(test.mocks());
    this.time = time;
    this.tools = tools;
    this.folder = folder;
  }

  /** Whether a tool of a kind is not called by a test by itself. */
  static boolean reachesOut(String kind) {
    return !HARMLESS.contains(kind) && !OWN_RESULTS.contains(kind);
  }

  @Override
  public Outcome call(StepRun step, Tool tool, ToolCall call)
      throws InterruptedException, ToolFailure {
    String name = name(step);
    if (tool instanceof Claims claims) {
      return claimed(name, claims, call);
    }
    boolean sink = call.kind().equals("sink");
    MockBook.Found found = mocks.next(name, step.itemIndex(), sink);
    try {
      Outcome outcome =
          switch (found) {
            case MockBook.Found.Answered(Answer answer) -> whole(answered(answer, call), call);
            case MockBook.Found.Missing(String why) -> refuse(Unmocked.missing(why));
            case MockBook.Found.Unmocked none -> inEarnest(name, tool, call);
          };
      note(name, step, call, outcome, !(found instanceof MockBook.Found.Unmocked));
      return outcome;
    } catch (InterruptedException e) {
      Outcome stopped = Outcome.failed(ToolError.of("EX0403", "Timeout", "The call was stopped."));
      note(name, step, call, stopped, !(found instanceof MockBook.Found.Unmocked));
      throw e;
    }
  }

  /** The rows that a test gives, or those of a database that it lets the step have. */
  private Outcome claimed(String name, Claims claims, ToolCall call) throws InterruptedException {
    List<?> rows;
    synchronized (this) {
      rows = mocks.nextClaim(name);
    }
    if (rows != null) {
      return claims.given(rows);
    }
    return test.real().has(name)
        ? claims.call(with(call, new ExecutionProfile(false, HostRules.NONE, folder)))
        : refuse(Unmocked.claim(name, call.kind()));
  }

  /** A mock says what has arrived; without one the wait passes in the time of the test. */
  @Override
  public boolean answers(StepRun step) {
    return mocks.has(name(step), step.itemIndex());
  }

  private void note(String name, StepRun step, ToolCall call, Outcome outcome, boolean mocked) {
    synchronized (this) {
      made.add(
          new MadeCall(
              name,
              step.itemIndex(),
              call.kind(),
              call.args(),
              call.kind().equals("http") ? RequestFields.written(call) : call.config(),
              outcome,
              mocked));
    }
  }

  /** What a tool would have made of an answer. */
  private Outcome whole(Outcome outcome, ToolCall call) {
    if (call.kind().equals("sink")) {
      return stored(outcome, SinkSpec.of(call.config()));
    }
    return outcome instanceof Outcome.Done(Object result) && result instanceof Map<?, ?> map
        ? switch (call.kind()) {
          case "http" -> envelope(outcome, map);
          case "playbook" -> child(outcome, map);
          case "approval" -> decided(map, call);
          default -> outcome;
        }
        : outcome;
  }

  private static Outcome stored(Outcome outcome, SinkSpec sink) {
    return switch (outcome) {
      case Outcome.Done(Object result) -> new Outcome.Done(SinkTool.envelope(sink, result, null));
      case Outcome.Failed failed ->
          new Outcome.Failed(
              failed.error(), SinkTool.envelope(sink, failed.result(), failed.error()));
    };
  }

  /** A mock says what is chosen, and may leave out the rest. */
  private Outcome decided(Map<?, ?> map, ToolCall call) {
    Object choices = call.config().getOrDefault("choices", List.of("approve", "reject"));
    if (choices instanceof List<?> list && !list.contains(map.get("choice"))) {
      return refuse(Unmocked.noChoice(call.origin().step(), map.get("choice"), list));
    }
    Map<String, @Nullable Object> decided = new LinkedHashMap<>();
    decided.put("choice", map.get("choice"));
    decided.put("values", Map.of());
    decided.put("by", "user:test");
    decided.put("at", time.clock().instant().toString());
    map.forEach((key, value) -> decided.put(String.valueOf(key), value));
    return new Outcome.Done(decided);
  }

  /** Where only the data of an answer is written, it went well. */
  private static Outcome envelope(Outcome outcome, Map<?, ?> map) {
    if (!map.containsKey("data") || map.containsKey("status_code")) {
      return outcome;
    }
    Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
    envelope.put("status_code", 200L);
    map.forEach((key, value) -> envelope.put(String.valueOf(key), value));
    return new Outcome.Done(envelope);
  }

  /** A child that has failed is a failure of its own kind. */
  private static Outcome child(Outcome outcome, Map<?, ?> map) {
    return "error".equals(map.get("status"))
        ? new Outcome.Failed(
            ToolError.of("PB0504", "ChildFailed", String.valueOf(map.get("error"))), map)
        : outcome;
  }

  private Outcome answered(Answer answer, ToolCall call) throws InterruptedException {
    if (answer.takes().isZero()) {
      return answer.outcome();
    }
    Duration limit = limit(call);
    if (limit == null || answer.takes().compareTo(limit) <= 0) {
      time.sleep(answer.takes());
      return answer.outcome();
    }
    time.sleep(limit);
    return Outcome.failed(
        ToolError.of(
            "TL0204",
            "Timeout",
            "no complete answer within %s s: raise timeout, or make the service faster"
                .formatted(limit.toMillis() / 1000.0)));
  }

  /** HTTP keeps its time itself; null where the caller interrupts, or nothing does. */
  private static @Nullable Duration limit(ToolCall call) {
    return call.kind().equals("http") && call.timeout() == null
        ? Durations.of(call.config().get("timeout")).orElse(HTTP_TIMEOUT)
        : null;
  }

  private Outcome inEarnest(String name, Tool tool, ToolCall call)
      throws InterruptedException, ToolFailure {
    if (test.real().has(name)) {
      ToolCall open = with(call, new ExecutionProfile(false, HostRules.NONE, folder));
      return tool.call(tools.sql().loaded(open));
    }
    if (call.kind().equals("sink")) {
      String kind = SinkData.kind(call.config());
      return OWN_SINKS.contains(kind) ? tool.call(call) : refuse(Unmocked.sink(name, kind));
    }
    if (OWN_RESULTS.contains(call.kind())) {
      return tool.call(call);
    }
    return HARMLESS.contains(call.kind())
        ? tool.call(
            tools.sql().loaded(with(call, new ExecutionProfile(true, HostRules.NONE, null))))
        : refuse(Unmocked.call(name, call.kind()));
  }

  private Outcome refuse(Outcome why) {
    if (why instanceof Outcome.Failed failed) {
      synchronized (this) {
        refused.add(failed.error().message());
      }
    }
    return why;
  }

  private static ToolCall with(ToolCall call, ExecutionProfile profile) {
    ToolCall.Origin at = call.origin();
    return new ToolCall(
        call.kind(),
        call.config(),
        call.args(),
        call.context(),
        new ToolCall.Origin(
            at.executionId(),
            at.playbookPath(),
            at.file(),
            at.step(),
            at.attempt(),
            at.lines(),
            profile),
        call.idempotencyKey(),
        call.timeout(),
        call.log());
  }

  /** Whether a step's child is started, rather than answered for. */
  boolean startsChild(StepRun step) {
    String name = name(step);
    boolean mocked = mocks.has(name);
    boolean wanted =
        test.real().has(name)
            || test.mocks().keySet().stream().anyMatch(key -> key.startsWith(name + "/"))
            || test.real().steps().stream().anyMatch(key -> key.startsWith(name + "/"));
    if (!mocked && wanted) {
      synchronized (this) {
        children.put(key(step.run().id(), step.callKey()), name);
      }
    }
    return !mocked && wanted;
  }

  /** A child was started by a call of a step that {@link #startsChild} let through. */
  synchronized void started(long child, long parent, String parentKey) {
    String callKey = parentKey.substring(0, Math.max(0, parentKey.lastIndexOf('#')));
    String name = children.get(key(parent, callKey));
    if (name != null) {
      above.put(child, name);
    }
  }

  private static String key(long execution, String callKey) {
    return execution + "/" + callKey;
  }

  private String name(StepRun step) {
    return name(step.run().id(), step.step().name());
  }

  /** A step as tests name it. */
  synchronized String name(long execution, String step) {
    String call = above.get(execution);
    return call == null ? step : call + "/" + step;
  }

  /** The step that called an execution; null for the one at the top. */
  synchronized @Nullable String above(long execution) {
    return above.get(execution);
  }

  /** A step writes a line. */
  void line(long execution, LogSource source, String stream, String text) {
    String step = name(execution, source.step());
    synchronized (this) {
      lines.add(new LoggedLine(step, text));
    }
  }

  synchronized List<LoggedLine> lines() {
    return List.copyOf(lines);
  }

  /** The calls of a step, or those of its sinks, in order. */
  synchronized List<MadeCall> of(String step, boolean sinks) {
    return made.stream()
        .filter(call -> call.step().equals(step) && call.isSink() == sinks)
        .toList();
  }

  /** All calls, in the order of their ends. */
  synchronized List<MadeCall> all() {
    return List.copyOf(made);
  }

  /** What was refused, once each. */
  synchronized Set<String> refused() {
    Map<String, Boolean> once = new LinkedHashMap<>();
    refused.forEach(why -> once.put(why, true));
    return once.keySet();
  }
}
