package io.noetl.camel.store.console;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/** Whether a statement may be sent by who may only read: one statement, of those that only read. */
final class ReadOnlyStatement {
  private static final Set<String> READING =
      Set.of("select", "with", "values", "table", "show", "explain");

  private ReadOnlyStatement() {}

  static void check(ConsoleRequest.Statement statement) throws SQLException {
    if (!(statement instanceof ConsoleRequest.Statement.Query(String sql))) {
      throw new ConnectionRules.Refused(
          "A procedure may change data (expected: a query; the role viewer only reads)");
    }
    List<NativeQuery> parts = Parser.parseJdbcSql(sql, true, false, true, false, false);
    String first = parts.isEmpty() ? "" : firstWord(parts.getFirst().nativeSql);
    if (parts.size() != 1 || !READING.contains(first)) {
      throw new ConnectionRules.Refused(
          "The role viewer only reads (expected: one statement that begins with %s)"
              .formatted(String.join(", ", READING.stream().sorted().toList())));
    }
  }

  private static String firstWord(String sql) {
    return sql.strip().split("[^A-Za-z]", 2)[0].toLowerCase(Locale.ROOT);
  }
}
