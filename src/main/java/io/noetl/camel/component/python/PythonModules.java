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
  private static final Map<String, String> FILES =
      Map.ofEntries(
          Map.entry("duckdb", "duckdb.py"),
          Map.entry("encodings.idna", "noetl_idna.py"),
          Map.entry("noetl_bootstrap", "noetl_bootstrap.py"),
          Map.entry("noetl_cpython", "noetl_cpython.py"),
          Map.entry("noetl_duckdb", "noetl_duckdb.py"),
          Map.entry("noetl_files", "noetl_files.py"),
          Map.entry("noetl_graalpy", "noetl_graalpy.py"),
          Map.entry("noetl_helpers", "noetl_helpers.py"),
          Map.entry("noetl_process", "noetl_process.py"),
          Map.entry("noetl_return", "noetl_return.py"),
          Map.entry("noetl_runner", "noetl_runner.py"),
          Map.entry("noetl_sockets", "noetl_sockets.py"),
          Map.entry("noetl_state", "noetl_state.py"),
          Map.entry("noetl_streams", "noetl_streams.py"),
          Map.entry("noetl_unicode", "noetl_unicode.py"),
          Map.entry("noetl_values", "noetl_values.py"),
          Map.entry("pyexpat", "noetl_expat.py"),
          Map.entry("noetl_worker", "noetl_worker.py"));

  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final Lazy<PythonLibrary> library = new Lazy<>(PythonLibrary::new);

  /** Python's own library. */
  PythonLibrary library() {
    return library.get();
  }

  /** The text of a module; null where we bring none of that name. */
  public @Nullable String text(String name) {
    String file = FILES.get(name);
    return file == null ? null : texts.computeIfAbsent(file, PythonModules::read);
  }

  private static String read(String file) {
    try (InputStream in = PythonModules.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
