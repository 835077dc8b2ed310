package io.noetl.camel.app;

import io.noetl.camel.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Each playbook of the suite, run and checked once on one server, however many classes of tests
 * look at it. Thread-safe.
 */
final class SuiteRuns {
  // Its password must be no word that messages have, where it would be hidden.
  private static final String PASSWORD = "open-sesame-4711";

  private static final Map<Path, Ran> RAN = new HashMap<>();
  private static @Nullable SuiteServer server;
  private static @Nullable Path data;
  private static int users;

  private SuiteRuns() {}

  /**
   * What became of a file.
   *
   * @param documents the playbooks with the addresses that they call
   * @param ended the execution as the server tells it; null where none was expected, or none came
   *     to its end
   * @param other what its calls would be given by who goes on with it after one of its events,
   *     where that is not what they were given
   * @param wrong why it is not as its expectation says; null when it is
   */
  record Ran(
      List<String> documents,
      @Nullable Map<String, Object> ended,
      List<String> other,
      @Nullable Throwable wrong) {}

  /** Gives the server, which is there until as many have left as have entered. */
  static synchronized SuiteServer enter() throws IOException {
    if (server == null) {
      // It outlives the class of tests that has come first.
      data = Files.createTempDirectory("suite");
      server = new SuiteServer(data, TestPostgres.shared(), PASSWORD);
    }
    users++;
    return server;
  }

  static synchronized void leave() throws IOException {
    users--;
    if (users == 0 && server != null) {
      server.close();
      server = null;
      FileSystemUtils.deleteRecursively(data);
      RAN.clear();
    }
  }

  /** Gives what became of a file, which is run where it was not yet. */
  static synchronized Ran of(Path file) throws IOException, InterruptedException {
    Ran ran = RAN.get(file);
    if (ran == null) {
      ran = run(file);
      RAN.put(file, ran);
    }
    return ran;
  }

  private static Ran run(Path file) throws IOException, InterruptedException {
    SuiteServer suite = Objects.requireNonNull(server, "nobody has entered");
    List<String> documents = new ArrayList<>(List.of(Files.readString(file).split("(?m)^---$")));
    Map<?, ?> expected = suite.expectation(documents.removeFirst());
    documents.replaceAll(suite::fill);
    Map<String, Object> ended = null;
    suite.calls().clear();
    try {
      ended = suite.ended(expected, documents);
      suite.check(expected, ended);
      return new Ran(documents, ended, suite.calls().differences(suite.server()), null);
    } catch (AssertionError wrong) {
      return new Ran(documents, ended, List.of(), wrong);
    }
  }
}
