package io.noetl.camel.tool.container;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to run as a process of the server's machine.
 *
 * @param command the program and its arguments; what begins with {@link ContainerSpec#FILES} is one
 *     of the files
 * @param env environment variables, beside PATH and HOME
 * @param files texts by file name
 * @param folder where it runs; null for a folder of its own, which goes when it has ended
 * @param deadline how long it may take
 */
record ProcessSpec(
    List<String> command,
    Map<String, String> env,
    Map<String, String> files,
    @Nullable Path folder,
    Duration deadline) {

  /** Without what may be secret. */
  @Override
  public String toString() {
    return "ProcessSpec[program=%s]".formatted(command.getFirst());
  }
}
