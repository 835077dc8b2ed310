package io.noetl.camel.tool;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.profile.ExecutionProfile;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One kind of tool. Implementations are thread-safe and are called on a virtual thread, which they
 * may block.
 */
public interface Tool {

  /** The values of {@code tool.kind} that this tool serves. */
  Set<String> kinds();

  /**
   * Names that the tool adds for the templates of its own fields.
   *
   * @param auth the call's {@code auth}, rendered when it is asked for
   * @param context what its templates see otherwise
   * @param profile what the call's execution may reach
   */
  default Map<String, @Nullable Object> names(
      Supplier<@Nullable Object> auth,
      Supplier<Map<String, @Nullable Object>> context,
      ExecutionProfile profile) {
    return Map.of();
  }

  /**
   * Whether a call means the same on every replica: it needs nothing that calls before it have left
   * in this process. The items of a big loop are spread then.
   */
  default boolean runsAnywhere() {
    return false;
  }

  /**
   * Claims rows for a loop: they are recorded before what claims them is committed, so that no row
   * is claimed without a record.
   *
   * @param claims takes the rows; an exception of it undoes the claim
   * @return done when the claim stands, whether or not it gave rows
   */
  default Outcome claim(ToolCall call, ClaimRecord claims) throws InterruptedException {
    return Outcome.failed(ToolErrors.unknown("cursor of kind " + call.kind()));
  }

  /**
   * Whether a claim stands that was recorded before a server went away.
   *
   * @param transaction what the claim's record calls it
   * @throws ToolFailure when the database does not tell
   */
  default boolean stands(ToolCall call, String transaction)
      throws InterruptedException, ToolFailure {
    return true;
  }

  /**
   * Runs one call. What the user did wrong (code, SQL, address, credential) is an {@link
   * Outcome.Failed}; an exception means a bug of ours.
   *
   * @throws InterruptedException when the step was cancelled or its time ran out; whatever runs for
   *     the call has been stopped by then
   */
  Outcome call(ToolCall call) throws InterruptedException;
}
