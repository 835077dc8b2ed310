package io.noetl.camel.playbooktest;

import io.noetl.camel.execution.LoggedEvent;
import io.noetl.camel.store.Json;
import io.noetl.camel.testing.SharedPython;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes a test of an execution of a server, and gives what happens in it. */
public final class RecordedTrial implements AutoCloseable {
  private final TestPython python = new TestPython(SharedPython.CODE);
  private final Json json = new Json();

  /**
   * What came of a recording.
   *
   * @param text the test
   * @param passed whether it passes at once
   * @param failures why it does not, and what is to be known of it
   * @param events what happens in it
   */
  public record Outcome(
      String text, boolean passed, List<String> failures, List<LoggedEvent> events) {}

  /**
   * Tries one.
   *
   * @param folder has the playbooks
   * @param file the playbook's
   * @param execution what the server says of it
   * @param whole whether all of the answers is kept
   */
  public Outcome of(Path folder, Path file, Map<String, Object> execution, boolean whole)
      throws InterruptedException {
    RecordedRun run = RecordedRun.of(execution);
    PlaybookFiles catalog = TestFiles.catalog(List.of(folder));
    try (TestRunner runner = new TestRunner(catalog, TestServices.NONE, python, true, 1)) {
      TestRecorder recorder =
          new TestRecorder(
              runner, folder, "./" + file.getFileName(), TestSource.of(file).text(), run);
      TestRecorder.Recording recording = whole ? recorder.recordWhole() : recorder.record();
      TestSource source = new TestSource("recorded", recording.text(), folder);
      FileResult result = runner.run(source, name -> true);
      List<String> failures = new java.util.ArrayList<>(Trial.failures(result));
      result.problems().forEach(problem -> failures.add(problem.summary()));
      failures.addAll(recording.notes());
      Story story = runner.story(source);
      MemoryRuns.Row row = story.row();
      List<LoggedEvent> events =
          row == null
              ? List.of()
              : row.events().stream().map(event -> LoggedEvent.of(event, json)).toList();
      return new Outcome(recording.text(), result.passed(), failures, events);
    }
  }

  /** The events of an execution as a server tells them. */
  public static List<LoggedEvent> events(Map<String, Object> execution) {
    return RecordedRun.of(execution).events();
  }

  @Override
  public void close() {
    python.close();
  }
}
