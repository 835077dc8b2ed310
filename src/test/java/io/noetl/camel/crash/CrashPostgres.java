package io.noetl.camel.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL that can be hurt. Its data is as safe as in production: fsync is on. */
final class CrashPostgres implements AutoCloseable {
  private final Path folder;
  private final Path log;
  private final EmbeddedPostgres first;
  private final int port;

  CrashPostgres(Path work) throws IOException {
    this.folder = work.resolve("postgres");
    this.log = work.resolve("postgres.log");
    this.first = start();
    this.port = first.getPort();
  }

  private EmbeddedPostgres start() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setPGStartupWait(Duration.ofMinutes(2))
        .setErrorRedirector(Redirect.appendTo(log.toFile()))
        .setOutputRedirector(Redirect.appendTo(log.toFile()))
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "200")
        .setServerConfig("shared_preload_libraries", "pg_stat_statements")
        // the checker asks when an event was committed
        .setServerConfig("track_commit_timestamp", "on")
        .start();
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  int port() {
    return port;
  }

  /** Ends it at once ({@code QUIT}: without a checkpoint, {@code INT}: in order), and starts it. */
  void restart(String signal) throws IOException, InterruptedException {
    long pid = pid();
    ServerProcess.signal(pid, signal);
    ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    String command = Files.readString(folder.resolve("postmaster.opts")).strip();
    // As root it refuses to run, but not in a user namespace: as the library starts it.
    boolean root = ProcessHandle.current().info().user().orElse("").equals("root");
    new ProcessBuilder("sh", "-c", "exec " + (root ? "unshare -U " : "") + command)
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(log.toFile()))
        .start();
    while (!isReady()) {
      Thread.sleep(50);
    }
  }

  private long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).getFirst());
  }

  private boolean isReady() {
    try {
      execute("SELECT 1");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** Cuts all connections but the caller's. */
  void cut() throws SQLException {
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
  }

  /** From now on, or no more, commits are refused as on a full disk. */
  void full(boolean full) throws SQLException {
    execute("UPDATE crash.disk SET is_full = " + full);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), "postgres", "postgres");
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows of a query, each as the texts of its columns. */
  List<List<String>> query(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet set = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      while (set.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= set.getMetaData().getColumnCount(); i++) {
          row.add(set.getString(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  @Override
  public void close() throws IOException {
    first.close();
  }
}
