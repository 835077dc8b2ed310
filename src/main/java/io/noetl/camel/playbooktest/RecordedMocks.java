package io.noetl.camel.playbooktest;

import io.noetl.camel.execution.LoggedEvent;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The answers that the calls of an execution got, as {@code mocks} has them. */
final class RecordedMocks {
  /** The call was done; that its result says {@code status: error} makes it a failure. */
  private static final String SAID_BY_RESULT = "TL0001";

  private static final Set<String> WRAPPED = Set.of("status", "error", "data");
  private static final Pattern ANSWERED = Pattern.compile(" answered (\\d{3})\\b");

  /** Failures to whose message their place is added. */
  private static final Pattern PLACED = Pattern.compile("(TL|DU)\\d+");

  /** The code of calls that were stopped from outside: they had gone on. */
  private static final String CANCELLED = "EX0401";

  /** As that, and those of calls whose time was over. */
  private static final Set<String> STOPPED = Set.of(CANCELLED, "EX0403");

  private final Playbook playbook;
  private final RecordedRun run;

  /** Answers in order, by step and item. */
  private final Map<String, Map<Integer, List<Map<String, @Nullable Object>>>> calls =
      new LinkedHashMap<>();

  private final Map<String, Map<Integer, List<Map<String, @Nullable Object>>>> sinks =
      new LinkedHashMap<>();
  private final Map<String, List<@Nullable Object>> claims = new LinkedHashMap<>();
  private final Map<String, LoggedEvent> lastSinks = new HashMap<>();
  private final Set<String> stopped = new HashSet<>();
  private final Set<String> paged = new HashSet<>();
  private final Set<String> repeated = new HashSet<>();

  RecordedMocks(Playbook playbook, RecordedRun run) {
    this.playbook = playbook;
    this.run = run;
    for (Step step : playbook.steps()) {
      if (step.loop() != null && step.loop().cursor() != null) {
        claims.put(step.name(), new ArrayList<>());
      }
    }
    run.events().forEach(this::read);
  }

  private void read(LoggedEvent event) {
    String step = event.nodeName();
    switch (event.eventType()) {
      case "call.error" -> {
        if ("retry".equals(event.meta().get("again"))) {
          add(calls, event, failed(event, null));
        }
      }
      case "call.done" -> {
        switch (String.valueOf(event.meta().get("again"))) {
          case "page" -> paged.add(step);
          case "retry" -> repeated.add(step);
          default -> {}
        }
      }
      case "task.done", "task.failed" -> add(calls, event, answer(event));
      case "sink.executed", "sink.failed" -> {
        add(sinks, event, sink(event));
        lastSinks.put(RunFacts.key(step, event.item()), event);
      }
      case "frame.claimed" ->
          claims
              .computeIfAbsent(step, s -> new ArrayList<>())
              .add(event.result() instanceof Map<?, ?> map ? map.get("rows") : List.of());
      case "step.exit" -> {
        boolean ofTasks = playbook.step(step).map(s -> !s.tasks().isEmpty()).orElse(false);
        if (event.token() != null && !ofTasks) {
          add(calls, event, answer(event));
        }
      }
      default -> {}
    }
  }

  private static void add(
      Map<String, Map<Integer, List<Map<String, @Nullable Object>>>> answers,
      LoggedEvent event,
      Map<String, @Nullable Object> answer) {
    answers
        .computeIfAbsent(event.nodeName(), step -> new TreeMap<>())
        .computeIfAbsent(event.item(), item -> new ArrayList<>())
        .add(answer);
  }

  private Map<String, @Nullable Object> answer(LoggedEvent event) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    if (!event.status().equals("FAILED")) {
      answer.put("result", event.result());
      return answer;
    }
    // A failure is wrapped, but for that of a child that the flow goes on with.
    Object data = event.result();
    if (data instanceof Map<?, ?> map && isWrapped(map, event.error())) {
      data = map.get("data");
    }
    if (isOfSink(event)) {
      answer.put("result", data);
      return answer;
    }
    if (SAID_BY_RESULT.equals(kind(event).get("code"))) {
      answer.put("result", data instanceof Map ? data : event.result());
      return answer;
    }
    return failed(event, data);
  }

  private Map<?, ?> kind(LoggedEvent event) {
    return event.meta().get("error") instanceof Map<?, ?> map ? map : callOf(event);
  }

  private static boolean isWrapped(Map<?, ?> failure, @Nullable String error) {
    return "error".equals(failure.get("status"))
        && Objects.equals(failure.get("error"), error)
        && WRAPPED.containsAll(failure.keySet())
        && (failure.get("data") != null || !failure.containsKey("data"));
  }

  /** Whether a step has failed because its sink did: then its call was done. */
  private boolean isOfSink(LoggedEvent exit) {
    LoggedEvent sink = lastSinks.get(RunFacts.key(exit.nodeName(), exit.item()));
    return sink != null
        && sink.error() != null
        && exit.error() != null
        && exit.error().contains("sink of step")
        && exit.error().endsWith(sink.error());
  }

  private Map<String, @Nullable Object> failed(LoggedEvent event, @Nullable Object data) {
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    String message = event.error() == null ? "" : event.error();
    Map<?, ?> kind = kind(event);
    if (STOPPED.contains(String.valueOf(kind.get("code")))) {
      stopped.add(event.nodeName());
    }
    Object status = kind.get("status") == null ? status(message) : kind.get("status");
    if (status != null) {
      error.put("status", status);
    }
    for (String member : List.of("type", "code")) {
      if (kind.get(member) != null) {
        error.put(member, kind.get(member));
      }
    }
    boolean addsPlace =
        kind.get("code") == null || PLACED.matcher(kind.get("code").toString()).matches();
    error.put(
        "message",
        addsPlace
            ? message.replaceAll(" \\(" + Pattern.quote(run.path()) + "@[^ )]*\\)", "")
            : message);
    if (data != null) {
      error.put("data", data);
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    if (CANCELLED.equals(error.get("code"))) {
      answer.put("takes", "1d");
    } else {
      answer.put("error", error);
    }
    return answer;
  }

  /** What the end of a call says of its failure stands in the event before that of the step. */
  private Map<?, ?> callOf(LoggedEvent exit) {
    LoggedEvent last = null;
    for (LoggedEvent event : run.events()) {
      if (event.eventId() >= exit.eventId()) {
        break;
      }
      if (event.eventType().equals("call.error")
          && event.nodeName().equals(exit.nodeName())
          && event.item() == exit.item()) {
        last = event;
      }
    }
    return last != null && last.meta().get("error") instanceof Map<?, ?> map ? map : Map.of();
  }

  private static @Nullable Object status(String message) {
    Matcher answered = ANSWERED.matcher(message);
    return answered.find() ? Long.valueOf(answered.group(1)) : null;
  }

  private Map<String, @Nullable Object> sink(LoggedEvent event) {
    Map<String, @Nullable Object> done = new LinkedHashMap<>();
    done.put("result", Map.of());
    return event.error() == null ? done : failed(event, null);
  }

  /** Steps whose pages were put together: the log has their sum alone. */
  Set<String> paged() {
    return paged;
  }

  /** Steps that were called again after an answer, which the log does not have. */
  Set<String> repeated() {
    return repeated;
  }

  /** Steps that called what a test does not call by itself, or were stopped by the clock. */
  Set<String> reachingOut() {
    Set<String> steps = new HashSet<>(claims.keySet());
    steps.addAll(sinks.keySet());
    steps.addAll(stopped);
    for (Step step : playbook.steps()) {
      boolean out =
          step.tasks().isEmpty()
              ? TestCalls.reachesOut(kind(step.tool().kind(), step))
              : step.tasks().stream().anyMatch(task -> TestCalls.reachesOut(task.tool().kind()));
      if (out && calls.containsKey(step.name())) {
        steps.add(step.name());
      }
    }
    return steps;
  }

  /** Of a step that calls an entry of the workbook, that of the entry. */
  private String kind(String kind, Step step) {
    if (!kind.equals("workbook")) {
      return kind;
    }
    Object name = step.tool().config().getOrDefault("name", step.tool().config().get("task"));
    return playbook.workbook().stream()
        .filter(entry -> entry.name().equals(name == null ? step.name() : name))
        .findFirst()
        .map(entry -> entry.tool().kind())
        .orElse(kind);
  }

  /**
   * The mock of a step.
   *
   * @param answersCalls whether it answers the step's tool, rather than its sinks and claims alone
   * @param cut what is left of a result
   */
  @Nullable Object mock(String step, boolean answersCalls, UnaryOperator<@Nullable Object> cut) {
    Map<Integer, List<Map<String, @Nullable Object>>> made = new TreeMap<>();
    if (answersCalls) {
      calls
          .getOrDefault(step, Map.of())
          .forEach(
              (item, answers) ->
                  made.put(item, answers.stream().map(answer -> cut(answer, cut)).toList()));
    }
    Map<String, @Nullable Object> mock = new LinkedHashMap<>();
    if (claims.containsKey(step)) {
      mock.put("claims", claims.get(step));
    }
    Object sink = sinks.containsKey(step) ? answers(sinks.get(step)) : null;
    Object call = made.isEmpty() ? null : answers(made);
    if (mock.isEmpty() && sink == null) {
      return call;
    }
    switch (call) {
      case Map<?, ?> map -> map.forEach((key, value) -> mock.put(String.valueOf(key), value));
      case List<?> list -> mock.put("calls", list);
      case null, default -> {}
    }
    if (sink != null) {
      mock.put("sink", sink);
    }
    return mock;
  }

  private static Map<String, @Nullable Object> cut(
      Map<String, @Nullable Object> answer, UnaryOperator<@Nullable Object> cut) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(answer);
    copy.computeIfPresent("result", (key, result) -> cut.apply(result));
    if (copy.get("error") instanceof Map<?, ?> error && error.get("data") != null) {
      Map<String, @Nullable Object> shorter = new LinkedHashMap<>();
      error.forEach((key, value) -> shorter.put(String.valueOf(key), value));
      shorter.put("data", cut.apply(error.get("data")));
      copy.put("error", shorter);
    }
    return copy;
  }

  private static Object answers(Map<Integer, List<Map<String, @Nullable Object>>> byItem) {
    Set<Object> different = new HashSet<>();
    byItem.values().forEach(list -> different.addAll(list));
    if (different.size() == 1) {
      return different.iterator().next();
    }
    if (byItem.keySet().equals(Set.of(-1))) {
      return inOrder(byItem.values().iterator().next());
    }
    Map<String, @Nullable Object> items = new LinkedHashMap<>();
    byItem.forEach((item, list) -> items.put(String.valueOf(item), inOrder(list)));
    Map<String, @Nullable Object> mock = new LinkedHashMap<>();
    mock.put("items", items);
    return mock;
  }

  private static Object inOrder(List<Map<String, @Nullable Object>> answers) {
    return answers.size() == 1 ? answers.getFirst() : answers;
  }
}
