package io.noetl.camel.component.duckdb;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stored credential, in clear: never log or print one.
 *
 * @param name its name
 * @param type its type as it was registered: {@code postgres}, {@code gcs_hmac}, {@code s3}, …
 * @param data its fields
 */
public record Credential(String name, String type, Map<String, @Nullable Object> data) {

  @Override
  public String toString() {
    return "Credential[" + name + ", " + type + "]";
  }
}
