package io.noetl.camel.execution;

import io.noetl.camel.template.PrintsAs;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An error as templates see it: a map with status, message and type that prints as its message. */
public final class ErrorValue extends AbstractMap<String, @Nullable Object> implements PrintsAs {
  private final Map<String, @Nullable Object> members;
  private final String message;

  public ErrorValue(ToolError error) {
    this.members = error.asMap();
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
