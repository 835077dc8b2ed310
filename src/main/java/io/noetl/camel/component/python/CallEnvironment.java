package io.noetl.camel.component.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the credentials of a call are to its code.
 *
 * @param variables environment variables
 * @param file a file that one of them names, which goes when it is closed; null for none
 */
record CallEnvironment(Map<String, String> variables, @Nullable Path file)
    implements AutoCloseable {
  static final CallEnvironment NONE = new CallEnvironment(Map.of(), null);

  /** Names only: the values are secret. */
  @Override
  public String toString() {
    return "CallEnvironment" + variables.keySet();
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
