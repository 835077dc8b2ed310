package io.noetl.camel.tool.postgres;

import io.noetl.camel.tool.ToolFailure;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to a table in one transaction. Rows that name the same columns and follow each other
 * are written together; a column that a row does not name stays as it is, and has its default in a
 * new row.
 */
public final class TableWriter {

  private static final String NO_UNIQUE_INDEX = "42P10";

  /** COPY says which row is wrong; where runs are many, a short one is faster without it. */
  private static final int FEW_OF_THE_FIRST_RUN = 2;

  private static final int FEW = 20;

  private final PostgresSession session;

  public TableWriter(PostgresSession session) {
    this.session = session;
  }

  /** Writes all rows and tells how many they were. */
  public long write(TableWrite write, RowSource rows)
      throws SQLException, IOException, ToolFailure {
    TableColumns table = TableColumns.read(session, write.table());
    List<String> columns = resolve(write.columns(), table, write);
    List<String> key = key(write, table);
    session.connection().setAutoCommit(false);
    try {
      if (write.mode() == WriteMode.REPLACE) {
        try (Statement statement = session.connection().createStatement()) {
          session.running(statement::cancel);
          statement.execute("TRUNCATE TABLE " + write.table().quoted());
        } finally {
          session.running(null);
        }
      }
      long count = 0;
      Runs runs = new Runs(rows);
      while (runs.hasNext()) {
        List<Integer> named = runs.named();
        List<String> own = named.stream().map(columns::get).toList();
        List<String> by = own.containsAll(key) ? key : List.of();
        WriteSql sql = new WriteSql(write.table().quoted(), own, by);
        int few = count == 0 ? FEW_OF_THE_FIRST_RUN : FEW;
        count += new RunWriter(session, table, sql, table.types(own), few).write(runs.next());
      }
      session.connection().commit();
      return count;
    } catch (SQLException e) {
      if (NO_UNIQUE_INDEX.equals(e.getSQLState())) {
        throw new ToolFailure(
            "TL0403",
            "SqlNameError",
            "table %s has no unique index on (%s), which an upsert needs: create one, or name its columns as key"
                .formatted(write.table(), String.join(", ", key)));
      }
      throw e;
    }
  }

  private static List<String> key(TableWrite write, TableColumns table) throws ToolFailure {
    if (write.mode() != WriteMode.UPSERT) {
      return List.of();
    }
    List<String> names = write.key().isEmpty() ? table.primaryKey() : write.key();
    if (names.isEmpty()) {
      throw new ToolFailure(
          "TL0403",
          "ConfigError",
          "mode: upsert needs key: table %s has no primary key".formatted(write.table()));
    }
    return resolve(names, table, write);
  }

  private static List<String> resolve(List<String> names, TableColumns table, TableWrite write)
      throws ToolFailure {
    List<String> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(table.resolve(name, write.table()));
    }
    return columns;
  }

  /** Cuts a source into runs of rows that name the same columns. */
  private static final class Runs {
    private final RowSource rows;
    private @Nullable List<@Nullable Object> ahead;
    private List<Integer> named = List.of();

    Runs(RowSource rows) throws SQLException, IOException, ToolFailure {
      this.rows = rows;
      this.ahead = rows.next();
    }

    boolean hasNext() {
      return ahead != null;
    }

    /** The places of the columns that the next run names. */
    List<Integer> named() {
      named = ahead == null ? List.of() : namedBy(ahead);
      return named;
    }

    /** The rows of the run, with the values of its columns alone. */
    RowSource next() {
      return () -> {
        List<@Nullable Object> row = ahead;
        if (row == null || !namedBy(row).equals(named)) {
          return null;
        }
        ahead = rows.next();
        List<@Nullable Object> values = new ArrayList<>(named.size());
        named.forEach(place -> values.add(row.get(place)));
        return values;
      };
    }

    private static List<Integer> namedBy(List<@Nullable Object> row) {
      return IntStream.range(0, row.size())
          .filter(place -> !RowSource.isUnnamed(row.get(place)))
          .boxed()
          .toList();
    }
  }
}
