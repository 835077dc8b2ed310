package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How important what is started is. */
final class PriorityOption {
  @Option(
      names = "--priority",
      paramLabel = "N",
      description =
          "Of what waits for room the highest goes first: -100 to 100, by default what the playbook"
              + " says, or what is run again had.")
  private @Nullable Integer priority;

  /** Says it in the body of a start or a rerun, where it is given. */
  ObjectNode in(ObjectNode body) {
    return priority == null ? body : body.put("priority", priority);
  }
}
