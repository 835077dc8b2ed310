package io.noetl.camel.tool.credential;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A credential, in the clear: keep it no longer than its use takes.
 *
 * @param name the name under which it is registered, or a made-up one for an inline one
 * @param type as it was registered: {@code postgres}, {@code bearer}, {@code gcs_hmac}, …
 * @param data its fields
 */
public record Credential(String name, String type, Map<String, @Nullable Object> data) {

  /** The service that the type belongs to: postgres, gcs, s3, azure, or the type in lower case. */
  public String service() {
    String lower = type.toLowerCase(Locale.ROOT);
    for (String service : new String[] {"postgres", "gcs", "s3", "azure"}) {
      if (lower.contains(service)) {
        return service;
      }
    }
    return lower;
  }

  /** The first of the fields that is there and not blank, as text. */
  public @Nullable String text(String... fields) {
    for (String field : fields) {
      Object value = data.get(field);
      if (value != null && !value.toString().isBlank()) {
        return value.toString();
      }
    }
    return null;
  }

  /** Names only: the data is secret. */
  @Override
  public String toString() {
    return "Credential[" + name + ", " + type + "]";
  }
}
