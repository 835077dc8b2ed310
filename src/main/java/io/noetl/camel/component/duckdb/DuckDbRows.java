package io.noetl.camel.component.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;

/** Goes through the rows of a result. */
public final class DuckDbRows {
  private DuckDbRows() {}

  /**
   * Moves to the next row, if there is one.
   *
   * @throws SQLException also where a value within a list, map or struct is a time that the driver
   *     can't make a Java value of: it reads those as it fetches
   */
  public static boolean next(ResultSet result) throws SQLException {
    try {
      return result.next();
    } catch (DateTimeException e) {
      throw new SQLException(
          "a value within a list, map or struct is a time that Java can't hold (%s): select it as text, CAST(… AS VARCHAR)"
              .formatted(e.getMessage()),
          e);
    }
  }
}
