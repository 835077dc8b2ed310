package io.noetl.camel.tool.postgres;

import io.noetl.camel.tool.ToolFailure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What happens to the rows that a table has. */
public enum WriteMode {
  /** They stay; a row of the same key is an error. */
  INSERT,
  /** A row of the same key is updated. */
  UPSERT,
  /** They go, in the transaction that writes the new ones. */
  REPLACE;

  /** Reads {@code mode}; absent is insert. */
  public static WriteMode of(@Nullable String text) throws ToolFailure {
    return switch (text == null ? "" : text.strip().toLowerCase(Locale.ROOT)) {
      case "", "insert", "append" -> INSERT;
      case "upsert", "merge" -> UPSERT;
      case "replace", "overwrite", "truncate" -> REPLACE;
      default ->
          throw new ToolFailure(
              "TL0401",
              "ConfigError",
              "mode: '%s' (expected: insert, append, upsert or replace)".formatted(text));
    };
  }
}
