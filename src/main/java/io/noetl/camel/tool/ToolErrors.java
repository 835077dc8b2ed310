package io.noetl.camel.tool;

import io.noetl.camel.execution.ToolError;

/** What is told of a call that never came to its tool, or broke it. */
public final class ToolErrors {
  private ToolErrors() {}

  /** There is no tool of a kind. */
  public static ToolError unknown(String kind) {
    return ToolError.of("TL0003", "UnknownTool", "This server has no tool of kind '" + kind + "'.");
  }

  /** A bug of ours in the tool of a step. */
  public static ToolError bug(String step, Throwable cause) {
    return ToolError.of(
        "EX0001",
        "Internal",
        "An internal error in the tool of step '%s': %s. Please report it; the server's log has the"
                .formatted(step, cause)
            + " trace.");
  }
}
