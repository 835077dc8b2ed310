package io.noetl.camel.tool;

import io.noetl.camel.execution.Outcome;
import java.util.Set;

/**
 * One kind of tool. Implementations are thread-safe and are called on a virtual thread, which they
 * may block.
 */
public interface Tool {

  /** The values of {@code tool.kind} that this tool serves. */
  Set<String> kinds();

  /**
   * Runs one call. What the user did wrong (code, SQL, address, credential) is an {@link
   * Outcome.Failed}; an exception means a bug of ours.
   *
   * @throws InterruptedException when the step was cancelled or its time ran out; whatever runs for
   *     the call has been stopped by then
   */
  Outcome call(ToolCall call) throws InterruptedException;
}
