package io.noetl.camel.component.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Python on CPython: a pool of worker processes, for packages that GraalPy lacks and for code that
 * needs the processor. A call that is stopped costs its worker.
 */
public final class CPythonEngine implements PythonInterpreter {
  private static final String[] MODULES = {
    "noetl_cpython",
    "noetl_duckdb",
    "noetl_helpers",
    "noetl_runner",
    "noetl_state",
    "noetl_streams",
    "noetl_values"
  };

  private final Path folder;
  private final InterpreterPool pool;

  /**
   * @param environment the environment variables that workers see: no others
   */
  public CPythonEngine(
      CPythonSettings settings, Map<String, String> environment, PythonModules modules) {
    this.folder = unpack(modules);
    this.pool =
        new InterpreterPool(
            settings.pool(),
            () -> CPythonWorker.start(settings, environment, folder),
            InstantSource.system());
  }

  private static Path unpack(PythonModules modules) {
    try {
      Path folder = Files.createTempDirectory("noetl-python");
      for (String name : MODULES) {
        Files.writeString(
            folder.resolve(name + ".py"), Objects.requireNonNull(modules.text(name), name));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public PythonOutcome run(PythonJob job) throws InterruptedException {
    try {
      return pool.run(job);
    } catch (CPythonMissingException e) {
      return PythonOutcome.Raised.engineMissing(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    pool.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
