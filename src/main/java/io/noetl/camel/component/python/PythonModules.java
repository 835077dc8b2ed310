package io.noetl.camel.component.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The Python modules that stand in our resources, by name. Thread-safe. */
public final class PythonModules {
  private static final Set<String> NAMES =
      Set.of(
          "duckdb",
          "noetl_bootstrap",
          "noetl_graalpy",
          "noetl_helpers",
          "noetl_runner",
          "noetl_state",
          "noetl_streams",
          "noetl_values");

  private final Map<String, String> texts = new ConcurrentHashMap<>();

  /** The text of a module; null where we bring none of that name. */
  public @Nullable String text(String name) {
    return NAMES.contains(name) ? texts.computeIfAbsent(name, PythonModules::read) : null;
  }

  private static String read(String name) {
    try (InputStream in = PythonModules.class.getResourceAsStream(name + ".py")) {
      if (in == null) {
        throw new IllegalStateException(name + ".py is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
