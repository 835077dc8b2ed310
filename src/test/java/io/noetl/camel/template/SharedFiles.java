package io.noetl.camel.template;

import java.nio.file.Path;

/** Files that stand beside the project, where they do. */
final class SharedFiles {
  private SharedFiles() {}

  static Path find(String file) {
    String shared = System.getenv("NOETL_SHARED");
    return Path.of(shared == null ? "../shared" : shared, file.split("/"));
  }
}
