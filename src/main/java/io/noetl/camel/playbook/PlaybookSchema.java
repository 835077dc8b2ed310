package io.noetl.camel.playbook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The JSON Schema (draft-07) of playbooks, for editors. The parser says more, and says it better.
 */
public final class PlaybookSchema {
  private PlaybookSchema() {}

  /** The schema as JSON. */
  public static String text() {
    try (InputStream file =
        PlaybookSchema.class.getResourceAsStream("/schema/playbook.schema.json")) {
      return new String(
          Objects.requireNonNull(file, "schema/playbook.schema.json").readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
