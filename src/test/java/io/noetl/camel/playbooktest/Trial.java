package io.noetl.camel.playbooktest;

import io.noetl.camel.testing.SharedPython;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs tests of playbooks that a test of ours writes. */
final class Trial implements AutoCloseable {
  /** Slow to start; nothing of one call is seen by the next. */
  private static final TestPython PYTHON = new TestPython(SharedPython.CODE);

  private final Path folder;
  private final PlaybookFiles catalog = new PlaybookFiles();
  private final TestRunner runner;

  Trial(Path folder) {
    this.folder = folder;
    this.runner = new TestRunner(catalog, TestServices.EMBEDDED, PYTHON, true, 2);
  }

  /** Writes a playbook, of which the head is added. */
  Trial playbook(String name, String rest) {
    write(
        name + ".yaml",
        "apiVersion: noetl.io/v2\nkind: Playbook\nmetadata: {name: %s, path: t/%s}\n"
                .formatted(name, name)
            + rest);
    catalog.addAll(folder);
    return this;
  }

  /** Runs the tests of a playbook, of which the head is added: it has three lines. */
  FileResult run(String playbook, String rest) {
    return runner.run(tests(playbook, rest), name -> true);
  }

  /** Tests of a playbook. */
  TestSource tests(String playbook, String rest) {
    return new TestSource(
        playbook + ".test.yaml",
        "apiVersion: noetl.io/v2\nkind: PlaybookTest\nplaybook: ./%s.yaml\n".formatted(playbook)
            + rest,
        folder);
  }

  TestRunner runner() {
    return runner;
  }

  void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All failures as lines. */
  static List<String> failures(FileResult result) {
    return java.util.stream.Stream.concat(
            result.tests().stream().flatMap(test -> test.failures().stream()),
            result.gaps().stream())
        .map(
            f ->
                f.line()
                    + " "
                    + f.message()
                    + (f.details().isEmpty() ? "" : ": " + String.join("; ", f.details())))
        .toList();
  }

  @Override
  public void close() {
    runner.close();
  }
}
