package io.noetl.camel.tool;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import org.jspecify.annotations.Nullable;

/**
 * What the user did wrong, thrown inside a tool and turned into an {@link Outcome.Failed} where the
 * tool is called. It never leaves {@link Tool#call}.
 */
public final class ToolFailure extends Exception {

  private final transient ToolError error;
  private final transient @Nullable Object result;

  public ToolFailure(ToolError error, @Nullable Object result) {
    super(error.message(), null, false, false);
    this.error = error;
    this.result = result;
  }

  /** A failure with neither a result nor a status. */
  public ToolFailure(String code, String type, String message) {
    this(ToolError.of(code, type, message), null);
  }

  /** Why. */
  public ToolError error() {
    return error;
  }

  /** The outcome to give back. */
  public Outcome.Failed outcome() {
    return new Outcome.Failed(error, result);
  }
}
