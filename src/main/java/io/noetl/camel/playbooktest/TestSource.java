package io.noetl.camel.playbooktest;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of tests that is to be run.
 *
 * @param name the name to print
 * @param text its text
 * @param folder where it lies: playbooks and fixtures are found from there; null where it lies
 *     nowhere
 */
public record TestSource(String name, String text, @Nullable Path folder) {

  /** A file. */
  public static TestSource of(Path file) {
    return new TestSource(
        file.toString(), PlaybookFiles.read(file), file.toAbsolutePath().getParent());
  }
}
