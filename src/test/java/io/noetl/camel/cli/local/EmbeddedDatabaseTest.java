package io.noetl.camel.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.testing.JavaCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was committed stays, whatever happens to the process. */
class EmbeddedDatabaseTest {
  private static final Path BINARIES = Path.of("target", "test-postgres").toAbsolutePath();

  @TempDir Path data;

  private EmbeddedDatabase start() {
    return start(true);
  }

  private EmbeddedDatabase start(boolean open) {
    return EmbeddedDatabase.start(data.resolve("postgres"), BINARIES, Ports.free(), open);
  }

  @Test
  void aServerThatDoesNotTrustItsMachineHasARandomPassword() throws Exception {
    try (EmbeddedDatabase database = start(true)) {
      assertThat(ask(database.port(), "SELECT 1")).isEqualTo("1");
    }
    String password;
    try (EmbeddedDatabase database = start(false)) {
      password = database.address().password();
      assertThatThrownBy(() -> connect(database.port(), EmbeddedDatabase.USER, "demo"))
          .hasMessageContaining("authentication failed");
      connect(database.port(), EmbeddedDatabase.USER, password).close();
      assertThat(Files.getPosixFilePermissions(data.resolve("demo.password")))
          .containsExactlyInAnyOrder(
              PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }
    try (EmbeddedDatabase database = start(false)) {
      assertThat(database.address().password()).isEqualTo(password).hasSize(48);
      connect(database.port(), EmbeddedDatabase.USER, password).close();
    }
    try (EmbeddedDatabase database = start(true)) {
      assertThat(ask(database.port(), "SELECT 1")).isEqualTo("1");
      assertThat(data.resolve("demo.password")).doesNotExist();
    }
  }

  @Test
  void keepsItsDataBetweenRuns() throws SQLException {
    try (EmbeddedDatabase database = start();
        Connection demo = connect(database.port(), EmbeddedDatabase.USER, EmbeddedDatabase.USER);
        Statement sql = demo.createStatement()) {
      sql.execute("CREATE EXTENSION citext");
      sql.execute("CREATE SCHEMA noetl");
      sql.execute("CREATE TABLE noetl.kept AS SELECT 'Ключ'::citext AS name");
    }
    try (EmbeddedDatabase database = start()) {
      assertThat(ask(database.port(), "SELECT name FROM noetl.kept WHERE name = 'КЛЮЧ'"))
          .isEqualTo("Ключ");
    }
  }

  @Test
  void writesEachCommitToTheDisk() throws SQLException {
    try (EmbeddedDatabase database = start()) {
      assertThat(ask(database.port(), "SHOW fsync")).isEqualTo("on");
      assertThat(ask(database.port(), "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(database.port(), "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void letsNobodyInWithoutPassword() throws SQLException {
    try (EmbeddedDatabase database = start()) {
      assertThatThrownBy(() -> connect(database.port(), "postgres", "guessed"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("authentication failed");
      assertThatThrownBy(() -> connect(database.port(), EmbeddedDatabase.USER, "guessed"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("authentication failed");
      assertThat(ask(database.port(), "SELECT rolsuper::text FROM pg_roles WHERE rolname = 'demo'"))
          .isEqualTo("false");
    }
  }

  @Test
  void losesNoCommitWhenItsProcessIsKilled() throws Exception {
    Path said = data.resolve("said");
    List<String> command = JavaCommand.of();
    command.addAll(
        List.of(CommittingForever.class.getName(), data.toString(), BINARIES.toString()));
    Process writer =
        new ProcessBuilder(command)
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (writer.isAlive() && Files.readAllLines(said).size() < 50) {
      Thread.sleep(10);
    }
    writer.destroyForcibly().waitFor();
    long committed = Long.parseLong(Files.readAllLines(said).getLast());
    assertThat(data.resolve("postgres").resolve("postmaster.pid")).exists();

    Orphan.stop(data.resolve("postgres"));
    try (EmbeddedDatabase database = start()) {
      assertThat(Long.parseLong(ask(database.port(), "SELECT max(n) FROM written")))
          .isGreaterThanOrEqualTo(committed);
    }
  }

  @Test
  void startsOverTheRemainsOfAPostgresThatWasKilled() throws Exception {
    Path folder = data.resolve("postgres");
    int port;
    try (EmbeddedDatabase database = start()) {
      port = database.port();
      try (Connection demo = connect(port, EmbeddedDatabase.USER, EmbeddedDatabase.USER);
          Statement sql = demo.createStatement()) {
        sql.execute("CREATE TABLE kept AS SELECT 1 AS n");
      }
      long postmaster =
          Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).getFirst().strip());
      ProcessHandle process = ProcessHandle.of(postmaster).orElseThrow();
      List<ProcessHandle> backends = process.children().toList();
      process.destroyForcibly();
      process.onExit().join();
      backends.forEach(backend -> backend.onExit().join());
    }
    Orphan.stop(folder);
    try (EmbeddedDatabase database = start()) {
      assertThat(ask(database.port(), "SELECT n FROM kept")).isEqualTo("1");
    }
  }

  private static String ask(int port, String query) throws SQLException {
    try (Connection demo = connect(port, EmbeddedDatabase.USER, EmbeddedDatabase.USER);
        Statement sql = demo.createStatement();
        ResultSet rows = sql.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(int port, String user, String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, EmbeddedDatabase.DATABASE),
        user,
        password);
  }
}
