package io.noetl.camel.store.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What is told of the items of a loop.
 *
 * @param page some of them, by index
 * @param counts how many there are, by status
 * @param density how many ended in each part of the loop's time, by status; empty where nobody
 *     asked
 */
public record LoopItems(List<ItemSpan> page, List<Count> counts, List<Density> density) {

  /** How many items have a status, when the first of them began and the last ended. */
  public record Count(String status, int count, LocalDateTime first, LocalDateTime last) {}

  /**
   * Items that ended within a part of a loop's time.
   *
   * @param part from 0
   */
  public record Density(int part, String status, int count) {}

  void add(ResultSet row) throws SQLException {
    String status = row.getString("status");
    LocalDateTime started = row.getObject("started", LocalDateTime.class);
    LocalDateTime ended = row.getObject("ended", LocalDateTime.class);
    int at = row.getInt("at");
    int n = row.getInt("n");
    switch (row.getString("what")) {
      case "count" -> counts.add(new Count(status, n, started, ended));
      case "part" -> density.add(new Density(at, status, n));
      default ->
          page.add(
              new ItemSpan(
                  at,
                  row.getString("label"),
                  String.valueOf(row.getString("token")),
                  started,
                  ended,
                  status,
                  n,
                  row.getString("error"),
                  Gap.between(
                      Columns.times(row, "retried"),
                      Columns.texts(row, "retry_at"),
                      Columns.times(row, "entered"))));
    }
  }
}
