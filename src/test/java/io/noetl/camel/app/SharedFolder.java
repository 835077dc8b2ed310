package io.noetl.camel.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The reference material beside the project, where it is there. */
final class SharedFolder {
  private SharedFolder() {}

  /** A folder in it; a test that asks for one that is not there is skipped. */
  static Path folder(String name) {
    String given = System.getenv("NOETL_SHARED");
    Path folder = (given == null ? Path.of("../shared") : Path.of(given)).resolve(name);
    Assumptions.assumeTrue(Files.isDirectory(folder), () -> folder + " is not there");
    return folder;
  }
}
