package io.noetl.camel.template;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Files of the tests: some stand beside the project, where they do. */
final class SharedFiles {
  private SharedFiles() {}

  static Path find(String file) {
    String shared = System.getenv("NOETL_SHARED");
    return Path.of(shared == null ? "../shared" : shared, file.split("/"));
  }

  static List<String> resource(String name) throws IOException {
    try (InputStream in = SharedFiles.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
  }
}
