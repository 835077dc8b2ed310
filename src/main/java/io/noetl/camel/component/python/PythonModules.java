package io.noetl.camel.component.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The Python modules that stand in our resources, by name. Thread-safe. */
public final class PythonModules {
  private static final String FOLDER = "/io/noetl/camel/component/";
  private static final Map<String, String> FILES =
      Map.of(
          "noetl_bootstrap", "python/noetl_bootstrap.py",
          "noetl_graalpy", "python/noetl_graalpy.py",
          "noetl_helpers", "python/noetl_helpers.py",
          "noetl_runner", "python/noetl_runner.py",
          "noetl_state", "python/noetl_state.py",
          "noetl_streams", "python/noetl_streams.py",
          "noetl_values", "python/noetl_values.py");

  private final Map<String, String> texts = new ConcurrentHashMap<>();

  /** The text of a module; null where we bring none of that name. */
  public @Nullable String text(String name) {
    String file = FILES.get(name);
    return file == null ? null : texts.computeIfAbsent(file, PythonModules::read);
  }

  private static String read(String file) {
    try (InputStream in = PythonModules.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException(FOLDER + file + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
