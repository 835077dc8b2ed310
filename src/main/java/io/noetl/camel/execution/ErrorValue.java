package io.noetl.camel.execution;

import io.noetl.camel.template.PrintsAs;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An error as templates see it: a map with status, message and type that prints as its message. */
public final class ErrorValue extends AbstractMap<String, @Nullable Object> implements PrintsAs {
  private final Map<String, @Nullable Object> members;
  private final String message;

  public ErrorValue(ToolError error) {
    this(error, Map.of());
  }

  /** An error with further members. */
  ErrorValue(ToolError error, Map<String, @Nullable Object> more) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(error.asMap());
    all.putAll(more);
    this.members = all;
    this.message = error.message();
  }

  @Override
  public String printed() {
    return message;
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return members.entrySet();
  }
}
