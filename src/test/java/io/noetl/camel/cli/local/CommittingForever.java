package io.noetl.camel.cli.local;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A process that commits one row after the other and says so, until it is killed. */
final class CommittingForever {
  private CommittingForever() {}

  public static void main(String[] args) throws SQLException {
    PrintStream numbers = System.out;
    System.setOut(System.err);
    EmbeddedDatabase database =
        EmbeddedDatabase.start(Path.of(args[0], "postgres"), Path.of(args[1]), Ports.free(), true);
    DatabaseAddress address = database.address();
    try (Connection connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        Statement sql = connection.createStatement()) {
      sql.execute("CREATE TABLE written (n bigint)");
      for (long n = 1; ; n++) {
        sql.execute("INSERT INTO written VALUES (" + n + ")");
        numbers.println(n);
      }
    }
  }
}
