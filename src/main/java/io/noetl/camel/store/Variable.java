package io.noetl.camel.store;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One variable of an execution.
 *
 * @param name its name
 * @param value JSON-like
 * @param type who set it
 * @param sourceStep the step that set it; null for a client
 * @param createdAt when it was first set
 * @param accessedAt when it was last read by name
 * @param accessCount how often it was read by name
 */
public record Variable(
    String name,
    @Nullable Object value,
    Type type,
    @Nullable String sourceStep,
    OffsetDateTime createdAt,
    OffsetDateTime accessedAt,
    int accessCount) {

  /** Who set a variable; the lower-case name is what stands in the table. */
  public enum Type {
    USER_DEFINED,
    STEP_RESULT,
    COMPUTED,
    ITERATOR_STATE
  }
}
