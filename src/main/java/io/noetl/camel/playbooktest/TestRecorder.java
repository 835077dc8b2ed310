package io.noetl.camel.playbooktest;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.playbook.KeychainEntry;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.PlaybookParser;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.secret.SecretMask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a test of an execution: what it was started with, the answer of each call that reached
 * outside, the way it took and what it gave. It tries the test while it writes it: steps that give
 * something else by themselves are answered for too, and of answers only that is kept which makes a
 * difference.
 */
public final class TestRecorder {
  private static final int LONGEST_RESULT = 4_096;
  private static final int LONGEST_TEXT = 200;

  private final TestRunner runner;
  private final Path folder;
  private final String file;
  private final String text;
  private final Playbook playbook;
  private final RecordedRun run;
  private final RecordedMocks recorded;
  private final RunFacts real;
  private final Json json = new Json();

  /**
   * A test, and what is to be known of it.
   *
   * @param text the document
   * @param notes in what the test differs from the execution, if in anything
   */
  public record Recording(String text, List<String> notes) {}

  private record Trial(Story story, @Nullable RunFacts facts) {}

  /**
   * A recorder.
   *
   * @param runner tries the test
   * @param folder where the test will lie
   * @param file the playbook's file, as seen from that folder
   * @param text the playbook
   * @throws IllegalArgumentException when the execution can't be made a test
   */
  public TestRecorder(TestRunner runner, Path folder, String file, String text, RecordedRun run) {
    this.runner = runner;
    this.folder = folder;
    this.file = file;
    this.text = text;
    this.run = run;
    Playbook read = new PlaybookParser().parse(text, run.path()).playbook();
    if (!List.of("COMPLETED", "FAILED").contains(run.status())) {
      throw new IllegalArgumentException(
          "status: %s (expected: an execution that is COMPLETED or FAILED)"
              .formatted(run.status()));
    }
    if (read == null) {
      throw new IllegalArgumentException("The playbook can't be read");
    }
    this.playbook = read;
    this.recorded = new RecordedMocks(playbook, run);
    this.real = RunFacts.of(run);
  }

  /** Makes the test. */
  public Recording record() throws InterruptedException {
    Set<String> answered = answered();
    Trial whole = whole(answered);
    ReadWords words = new ReadWords(text, json);
    Set<String> cut = new LinkedHashSet<>(answered);
    Trial shorter = trial(answered, step -> words::cut);
    if (!isPartOf(shorter, whole)) {
      cut.clear();
      for (String step : answered) {
        cut.add(step);
        if (!isPartOf(trial(answered, each -> cutOf(cut, each, words)), whole)) {
          cut.remove(step);
        }
      }
      shorter = trial(answered, each -> cutOf(cut, each, words));
    }
    Cuts cuts = each -> cutOf(cut, each, words);
    return new Recording(document(answered, cuts, shorter), notes(whole));
  }

  /** Makes a test that keeps all that was answered. */
  Recording recordWhole() throws InterruptedException {
    Set<String> answered = answered();
    Trial whole = whole(answered);
    return new Recording(document(answered, step -> UnaryOperator.identity(), whole), notes(whole));
  }

  private String document(Set<String> answered, Cuts cuts, Trial trial) {
    Map<String, @Nullable Object> test = head();
    Map<String, @Nullable Object> mocks = mocks(answered, cuts);
    if (!mocks.isEmpty()) {
      test.put("mocks", mocks);
    }
    test.put("expect", expected(trial));
    return TestDocument.of(file, test);
  }

  private Trial whole(Set<String> answered) throws InterruptedException {
    return trial(answered, step -> UnaryOperator.identity());
  }

  /** The steps that are answered for. */
  private Set<String> answered() throws InterruptedException {
    Set<String> answered = new LinkedHashSet<>(new TreeSet<>(recorded.reachingOut()));
    Trial whole = whole(answered);
    // A step that differs may make those behind it differ: the first one is mended at a time.
    for (String step = first(whole, answered); step != null; step = first(whole, answered)) {
      answered.add(step);
      whole = whole(answered);
    }
    return answered;
  }

  private static UnaryOperator<@Nullable Object> cutOf(
      Set<String> cut, String step, ReadWords words) {
    return cut.contains(step) ? words::cut : UnaryOperator.identity();
  }

  /** How results are cut. */
  @FunctionalInterface
  private interface Cuts {
    UnaryOperator<@Nullable Object> of(String step);
  }

  private Trial trial(Set<String> answered, Cuts cuts) throws InterruptedException {
    Map<String, @Nullable Object> test = head();
    test.put("mocks", mocks(answered, cuts));
    Story story = runner.story(new TestSource("recording", TestDocument.of(file, test), folder));
    return new Trial(story, RunFacts.of(story, json));
  }

  private Map<String, @Nullable Object> head() {
    Map<String, @Nullable Object> test = new LinkedHashMap<>();
    test.put("name", "as it ran at " + run.startedAt());
    Map<String, @Nullable Object> payload = payload();
    if (!payload.isEmpty()) {
      test.put("payload", payload);
    }
    test.put("now", run.startedAt().toString());
    Map<String, @Nullable Object> keychain = new LinkedHashMap<>();
    for (KeychainEntry entry : playbook.keychain()) {
      keychain.put(entry.name(), secret(entry.name()));
    }
    if (!keychain.isEmpty()) {
      test.put("keychain", keychain);
    }
    return test;
  }

  /** What hides in a keychain's entry, with the members that the playbook names. */
  private Object secret(String entry) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    Pattern.compile("\\bkeychain\\." + Pattern.quote(entry) + "\\.(\\w+)")
        .matcher(text)
        .results()
        .forEach(found -> members.put(found.group(1), SecretMask.MASK));
    return members.isEmpty() ? SecretMask.MASK : members;
  }

  /** What is not the playbook's own default. */
  private Map<String, @Nullable Object> payload() {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    run.workload()
        .forEach(
            (name, value) -> {
              boolean isDefault =
                  playbook.workload().containsKey(name)
                      && ValueDiff.of(value, playbook.workload().get(name), true, json).isEmpty();
              if (!isDefault) {
                payload.put(name, value);
              }
            });
    return payload;
  }

  private Map<String, @Nullable Object> mocks(Set<String> answered, Cuts cuts) {
    Map<String, @Nullable Object> mocks = new LinkedHashMap<>();
    for (String step : answered) {
      Object mock = recorded.mock(step, true, cuts.of(step));
      if (mock != null) {
        mocks.put(step, mock);
      }
    }
    return mocks;
  }

  /** The first step that runs by itself and gives something else than it gave; null for none. */
  private @Nullable String first(Trial trial, Set<String> answered) {
    RunFacts facts = trial.facts();
    for (Map.Entry<String, List<@Nullable Object>> of : real.results().entrySet()) {
      String step = RunFacts.step(of.getKey());
      List<@Nullable Object> came =
          facts == null ? List.of() : facts.results().getOrDefault(of.getKey(), List.of());
      if (!answered.contains(step) && !RunFacts.diff(of.getValue(), came, true, json).isEmpty()) {
        return step;
      }
    }
    return null;
  }

  /** Whether all that came of a trial came of another one too. */
  private boolean isPartOf(Trial part, Trial whole) {
    RunFacts some = part.facts();
    RunFacts all = whole.facts();
    return some != null
        && all != null
        && some.status().equals(all.status())
        && isPartOf(some.error(), all.error())
        && some.path().equals(all.path())
        && isPartOf(some.result(), all.result())
        && isPartOf(some.results(), all.results())
        && isPartOf(calls(part.story()), calls(whole.story()));
  }

  private boolean isPartOf(@Nullable Object some, @Nullable Object all) {
    Object plain = json.readNullable(json.writeColumn(some));
    return RunFacts.diff(plain, all, false, json).isEmpty();
  }

  /** What was called with what. */
  private static List<Object> calls(Story story) {
    List<Object> calls = new ArrayList<>();
    for (MadeCall call : story.calls().all()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("step", call.step());
      one.put("item", call.item());
      one.put("failed", call.outcome() instanceof Outcome.Failed);
      one.put("input", call.input());
      one.put("request", call.request());
      calls.add(one);
    }
    return calls;
  }

  private Map<String, @Nullable Object> expected(Trial trial) {
    RunFacts facts = trial.facts();
    Map<String, @Nullable Object> expected = new LinkedHashMap<>();
    expected.put("status", real.status());
    if (!real.error().isEmpty()) {
      expected.put("error", error(facts == null ? "" : facts.error()));
    }
    expected.put("path", TestDocument.path(real.path(), facts == null ? List.of() : facts.path()));
    Map<String, @Nullable Object> steps = new LinkedHashMap<>();
    Map<String, @Nullable Object> sinks = new LinkedHashMap<>();
    for (String step : new LinkedHashSet<>(real.path())) {
      List<MadeCall> calls = trial.story().calls().of(step, false);
      if (calls.stream().anyMatch(MadeCall::mocked)) {
        steps.put(step, call(calls));
      }
      List<MadeCall> stored = trial.story().calls().of(step, true);
      if (stored.stream().anyMatch(MadeCall::mocked)) {
        sinks.put(step, stored(stored));
      }
    }
    if (!steps.isEmpty()) {
      expected.put("steps", steps);
    }
    if (!sinks.isEmpty()) {
      expected.put("sinks", sinks);
    }
    Object result =
        facts != null && isPartOf(facts.result(), real.result()) ? facts.result() : real.result();
    if (result != null && json.write(result).length() <= LONGEST_RESULT) {
      expected.put("result", result);
    }
    return expected;
  }

  /** The first line of the error, up to where it names its place. */
  private String error(String came) {
    String error = isPartOf(real.error(), came) ? came : real.error();
    int place = error.indexOf(" (" + run.path() + "@");
    String text = place > 0 ? error.substring(0, place) : error;
    String line = text.lines().findFirst().orElse("").strip();
    return line.substring(0, Math.min(line.length(), LONGEST_TEXT));
  }

  private static Map<String, @Nullable Object> call(List<MadeCall> calls) {
    Map<String, @Nullable Object> of = new LinkedHashMap<>();
    of.put("calls", calls.size());
    MadeCall last = calls.getLast();
    for (String field : List.of("method", "url", "command", "query")) {
      if (last.item() < 0
          && last.request().get(field) instanceof String said
          && said.length() <= LONGEST_TEXT) {
        of.put("request", Map.of(field, said));
      }
    }
    return of;
  }

  private static Map<String, @Nullable Object> stored(List<MadeCall> calls) {
    Map<String, @Nullable Object> of = new LinkedHashMap<>();
    of.put("calls", calls.size());
    of.put("rows", calls.stream().mapToInt(call -> SinkData.rows(call.request())).sum());
    return of;
  }

  private List<String> notes(Trial trial) {
    List<String> notes = new ArrayList<>();
    for (String step : new TreeSet<>(recorded.paged())) {
      notes.add(
          "The pages of '%s' are kept as one: its mock answers with all of them at once"
              .formatted(step));
    }
    for (String step : new TreeSet<>(recorded.repeated())) {
      notes.add(
          "'%s' was called again after an answer that is not kept: add it to its mock"
              .formatted(step));
    }
    RunFacts facts = trial.facts();
    if (facts == null) {
      notes.add(
          "The test does not end: %s"
              .formatted(
                  trial.story().refused() == null ? trial.story().end() : trial.story().refused()));
      return notes;
    }
    for (String key : real.results().keySet()) {
      List<String> diff =
          RunFacts.diff(
              real.results().get(key), facts.results().getOrDefault(key, List.of()), true, json);
      if (!diff.isEmpty()) {
        notes.add("Step '%s' gave something else: %s".formatted(key, diff.getFirst()));
      }
    }
    return notes;
  }
}
