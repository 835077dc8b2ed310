package io.noetl.camel.store.secret;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A credential without its secret data.
 *
 * @param id its id
 * @param name unique
 * @param type what it is for, as the client calls it: {@code postgres}, {@code gcs_hmac}, …
 * @param meta JSON-like
 * @param tags null where none were given
 * @param description for people
 */
public record Credential(
    long id,
    String name,
    String type,
    @Nullable Object meta,
    @Nullable List<String> tags,
    @Nullable String description,
    OffsetDateTime createdAt,
    OffsetDateTime updatedAt) {

  /**
   * A credential to store.
   *
   * @param data the secret: JSON-like
   */
  public record Draft(
      String name,
      String type,
      Map<String, @Nullable Object> data,
      @Nullable Object meta,
      @Nullable List<String> tags,
      @Nullable String description) {
    @Override
    public String toString() {
      return "Draft[name=" + name + ", type=" + type + "]";
    }
  }
}
