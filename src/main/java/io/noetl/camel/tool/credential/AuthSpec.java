package io.noetl.camel.tool.credential;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of a step's {@code auth}, before it is resolved. */
public sealed interface AuthSpec {

  /** The type that the entry states; null where it states none. */
  @Nullable String type();

  /**
   * A registered credential.
   *
   * @param name its name
   * @param fields fields that the entry lays over the credential's
   */
  record Named(String name, @Nullable String type, Map<String, @Nullable Object> fields)
      implements AuthSpec {}

  /**
   * An environment variable, as JSON object or plain value.
   *
   * @param name the secret's name
   */
  record Variable(String name, @Nullable String type, Map<String, @Nullable Object> fields)
      implements AuthSpec {}

  /**
   * Fields that stand in the playbook.
   *
   * @param fields the fields
   */
  record Inline(@Nullable String type, Map<String, @Nullable Object> fields) implements AuthSpec {
    @Override
    public String toString() {
      return "Inline[" + type + "]";
    }
  }
}
