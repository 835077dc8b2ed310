package io.noetl.camel.execution;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Names that a tool adds for the templates of its own fields, such as {@code auth} of http. */
@FunctionalInterface
public interface ToolNames {
  /** None. */
  ToolNames NONE = (kind, auth, context) -> Map.of();

  /**
   * The names.
   *
   * @param kind the tool's kind
   * @param auth its {@code auth}, rendered when it is asked for
   * @param context what its templates see otherwise
   */
  Map<String, @Nullable Object> of(
      String kind,
      Supplier<@Nullable Object> auth,
      Supplier<Map<String, @Nullable Object>> context);
}
