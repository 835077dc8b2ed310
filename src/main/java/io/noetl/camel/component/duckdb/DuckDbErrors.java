package io.noetl.camel.component.duckdb;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What DuckDB's error messages say about their kind. */
public final class DuckDbErrors {
  private static final Pattern KIND = Pattern.compile("^([A-Za-z ]+?) Error: ");

  private DuckDbErrors() {}

  /**
   * The kind of an error: {@code Catalog} for {@code Catalog Error: …}; {@code Sql} without one.
   */
  public static String kind(SQLException error) {
    Matcher matcher = KIND.matcher(message(error));
    return matcher.find() ? matcher.group(1) : "Sql";
  }

  /** The message as DuckDB wrote it, without Java's class in front and without passwords. */
  public static String message(SQLException error) {
    String message = String.valueOf(error.getMessage());
    return SqlMask.PATTERNS.hide(message.replaceFirst("^java\\.sql\\.SQLException: ", ""));
  }
}
