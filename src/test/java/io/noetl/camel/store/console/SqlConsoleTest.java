package io.noetl.camel.store.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.TestDatabase;
import io.noetl.camel.store.secret.Credential;
import io.noetl.camel.store.secret.CredentialStore;
import io.noetl.camel.store.secret.MasterKeys;
import io.noetl.camel.store.secret.SecretCipher;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class SqlConsoleTest {
  private final TestDatabase database = TestDatabase.migrated();
  private final MasterKeys keys =
      MasterKeys.parse("b2xkIG1hc3RlciBrZXkgb2xkIG1hc3RlciBrZXkgb2w=", "test");
  private final CredentialStore credentials =
      new CredentialStore(database.jdbc(), new Json(), new SecretCipher(keys, new SecureRandom()));
  private final ConnectionTarget own =
      ConnectionStrings.parse(
          database.url().replace("jdbc:postgresql://", "postgresql://postgres:postgres@"));
  private final SqlConsole console =
      new SqlConsole(
          new ConsoleConnections(
              own,
              new ConsoleRoles(database.dataSource(), keys::derived),
              new CredentialTargets(credentials),
              new ConnectionRules(
                  List.of(own), false, (target, stored) -> InetAddress.ofLiteral(target.host()))),
          new Json(),
          new SqlConsole.Limits(100, Duration.ofSeconds(20)));

  @Test
  void columnsAreJsonByTheirType() {
    assertThat(
            rows(
                """
                SELECT 1::int, 2::bigint, 1.50::numeric, 1.5::float8, 'NaN'::float8, true, null, 'x',
                       '{"k":[1,null]}'::jsonb, '[1]'::json, date '2026-11-23',
                       timestamp '2026-11-23 22:48:11.954123', timestamp '2026-11-23 22:48:11',
                       timestamptz '2026-11-23 23:48:11.5+01', timestamptz 'infinity',
                       '\\x636166c3a9'::bytea, array[1,2,null], array[['a'],['b']], array['{"a":1}'::jsonb],
                       '00000000-0000-0000-0000-000000000001'::uuid
                """))
        .containsExactly(
            Arrays.asList(
                1L,
                2L,
                "1.50",
                1.5,
                "NaN",
                true,
                null,
                "x",
                Map.of("k", Arrays.asList(1L, null)),
                List.of(1L),
                "2026-11-23",
                "2026-11-23T22:48:11.954123",
                "2026-11-23T22:48:11",
                "2026-11-23T22:48:11.500000Z",
                "infinity",
                "caf\u00e9",
                Arrays.asList(1L, 2L, null),
                List.of(List.of("a"), List.of("b")),
                List.of(Map.of("a", 1L)),
                "00000000-0000-0000-0000-000000000001"));
  }

  @Test
  void anErrorIsPrintedAsPsqlPrintsIt() {
    assertThat(run("SELECT 1,\n  nope\nFROM noetl.catalog"))
        .isEqualTo(
            new ConsoleReply.Failed("column \"nope\" does not exist\nLINE 2:   nope\n          ^"));
  }

  @Test
  void severalStatementsGiveTheRowsOfTheFirstOrNothingAtAll() {
    assertThat(rows("SELECT 1; SELECT 2")).containsExactly(List.of(1L));
    assertThat(run("CREATE TABLE half (x int); SELECT nope"))
        .isInstanceOf(ConsoleReply.Failed.class);
    assertThat(run("SELECT * FROM half")).isInstanceOf(ConsoleReply.Failed.class);
  }

  @Test
  void whatHasNoRowsSaysSo() {
    assertThat(run("CREATE TABLE t (x int)")).isEqualTo(new ConsoleReply.Done(0));
    assertThat(run("INSERT INTO t VALUES (1), (2)")).isEqualTo(new ConsoleReply.Done(2));
    assertThat(rows("DELETE FROM t RETURNING x")).hasSize(2);
  }

  @Test
  void operatorsWithAQuestionMarkAndBracesAreLeftAlone() {
    assertThat(rows("SELECT '{\"a\":1}'::jsonb ? 'a', '{fn x}'"))
        .containsExactly(List.of(true, "{fn x}"));
  }

  @Test
  void moreRowsThanTheConsoleGivesAreCutAndSaid() {
    ConsoleReply.Rows rows = (ConsoleReply.Rows) run("SELECT generate_series(1, 101)");
    assertThat(rows.rows()).hasSize(100);
    assertThat(rows.truncated()).isTrue();
    assertThat(((ConsoleReply.Rows) run("SELECT generate_series(1, 100)")).truncated()).isFalse();
  }

  @Test
  void aProcedureTakesItsParameters() {
    run("CREATE TABLE called (n int, t text, j jsonb, a int[])");
    run(
        """
        CREATE PROCEDURE note(n int, t text, j jsonb, a int[]) LANGUAGE sql
            AS 'INSERT INTO called VALUES (n, t, j, a)'
        """);
    List<@Nullable Object> parameters =
        Arrays.asList(7L, "it's 100%", Map.of("k", 1L), List.of(1L, 2L));

    assertThat(procedure("note", parameters)).isInstanceOf(ConsoleReply.Done.class);
    assertThat(procedure("CALL note(%s, %s, %s, %s)", Arrays.asList(null, "b", null, null)))
        .isInstanceOf(ConsoleReply.Done.class);
    assertThat(rows("SELECT * FROM called ORDER BY n"))
        .containsExactly(
            Arrays.asList(7L, "it's 100%", Map.of("k", 1L), List.of(1L, 2L)),
            Arrays.asList(null, "b", null, null));
    assertThat(rowsOf(procedure("SELECT %s::int + 1, '100%%'", List.of(7L))))
        .containsExactly(List.of(8L, "100%"));
  }

  @Test
  void theSchemaGoesInFrontOfTheSearchPath() {
    run("CREATE SCHEMA \"odd \"\" name\"; CREATE TABLE \"odd \"\" name\".here (x int)");
    ConsoleReply reply =
        console.run(
            new ConsoleRequest(
                new ConsoleRequest.Statement.Query("SELECT count(*) FROM here, noetl.resource"),
                new ConsoleRequest.Connection.Own(),
                "odd \" name",
                Level.ADMIN));
    assertThat(rowsOf(reply)).containsExactly(List.of(0L));
    assertThat(run("SELECT count(*) FROM resource")).isInstanceOf(ConsoleReply.Rows.class);
  }

  @Test
  void aCredentialAndADatabaseNameTheConnection() {
    credentials.save(
        new Credential.Draft(
            "pg",
            "postgres",
            Map.of(
                "host",
                "127.0.0.1",
                "port",
                database.port(),
                "user",
                "postgres",
                "password",
                "postgres",
                "dbname",
                "postgres"),
            null,
            null,
            null));
    assertThat(rowsOf(on(new ConsoleRequest.Connection.Credential("pg"))))
        .containsExactly(List.of("postgres"));
    assertThat(rowsOf(on(new ConsoleRequest.Connection.Database("postgres"))))
        .containsExactly(List.of("postgres"));
    assertThatThrownBy(() -> on(new ConsoleRequest.Connection.Credential("none")))
        .isInstanceOf(ConsoleConnections.CredentialNotFound.class);
    assertThat(on(new ConsoleRequest.Connection.Database("no such database")))
        .isInstanceOf(ConsoleReply.Failed.class);
  }

  @Test
  void aReaderReads() {
    assertThat(rowsOf(reading("SELECT count(*) FROM noetl.catalog"))).containsExactly(List.of(0L));
    assertThat(reading("SELECT ';' -- COMMIT; DROP TABLE x")).isInstanceOf(ConsoleReply.Rows.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM noetl.catalog",
        "SELECT 1; DELETE FROM noetl.catalog",
        "COMMIT; DELETE FROM noetl.catalog",
        "SELECT 1; COMMIT; SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE; DELETE FROM"
            + " noetl.catalog",
        "SET TRANSACTION READ WRITE",
        "COPY noetl.catalog TO PROGRAM 'true'",
        "DO $$ BEGIN DELETE FROM noetl.catalog; END $$",
        "CALL x()",
        "/* SELECT */ DELETE FROM noetl.catalog",
        ""
      })
  void aReaderSendsOneReadingStatement(String sql) {
    assertThatThrownBy(() -> reading(sql))
        .isInstanceOf(ConnectionRules.Refused.class)
        .hasMessageContaining("only reads");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WITH gone AS (DELETE FROM noetl.catalog RETURNING 1) SELECT * FROM gone",
        "SELECT set_config('transaction_read_only', 'off', false), nextval('noetl.snowflake_seq')",
        "SELECT nextval('noetl.snowflake_seq')",
        "EXPLAIN ANALYZE DELETE FROM noetl.catalog",
        "SELECT * INTO copied FROM noetl.catalog",
        "SELECT lo_create(0)"
      })
  void aReadingStatementThatWritesFails(String sql) {
    assertThat(reading(sql)).isInstanceOf(ConsoleReply.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM noetl.api_key",
        "SELECT secret_hash FROM noetl.api_key",
        "SELECT data_encrypted FROM noetl.credential",
        "SELECT data_encrypted FROM noetl.keychain",
        "SELECT sealed FROM noetl.execution",
        "SELECT payload FROM noetl.execution",
        "SELECT sealed FROM noetl.event_record",
        "SELECT var_value FROM noetl.transient",
        "SELECT * FROM noetl.audit",
        "SELECT content FROM noetl.result",
        "SELECT request FROM noetl.tool_call",
        "SELECT rolpassword FROM pg_authid",
        "SELECT query_to_xml('SELECT * FROM noetl.api_key', true, true, '')",
        "SELECT set_config('role', 'postgres', false), query_to_xml('SELECT * FROM noetl.api_key',"
            + " true, true, '')",
        "SELECT noetl.make_console_roles()",
        "SELECT pg_read_file('/etc/passwd')"
      })
  void whatIsSecretIsForNoViewerAndNoOperator(String sql) {
    for (Level level : List.of(Level.VIEWER, Level.OPERATOR)) {
      assertThat(as(level, sql))
          .isInstanceOfSatisfying(
              ConsoleReply.Failed.class,
              failed -> assertThat(failed.error()).contains("permission denied"));
    }
  }

  @Test
  void aViewerSeesWhatIsNotSecret() {
    for (String sql :
        List.of(
            "SELECT id, name, type FROM noetl.credential",
            "SELECT * FROM noetl.event WHERE status = 'failed'",
            "SELECT execution_id, status, result FROM noetl.execution",
            "SELECT * FROM noetl.catalog")) {
      assertThat(as(Level.VIEWER, sql)).as(sql).isInstanceOf(ConsoleReply.Rows.class);
    }
  }

  @Test
  void nobodyBelowAnAdministratorEndsTheServicesSessions() throws SQLException {
    try (Connection service = database.dataSource().getConnection();
        Statement statement = service.createStatement();
        ResultSet pid = statement.executeQuery("SELECT pg_backend_pid()")) {
      pid.next();
      for (Level level : List.of(Level.VIEWER, Level.OPERATOR)) {
        assertThat(as(level, "SELECT pg_terminate_backend(" + pid.getInt(1) + ")"))
            .isInstanceOfSatisfying(
                ConsoleReply.Failed.class,
                failed -> assertThat(failed.error()).contains("permission denied"));
      }
      assertThat(service.isValid(5)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO noetl.api_key (key_id, name, role, secret_hash) VALUES ('a', 'a', 'admin',"
            + " '')",
        "DELETE FROM noetl.audit",
        "TRUNCATE noetl.audit",
        "UPDATE noetl.execution SET status = 'COMPLETED'",
        "DROP TABLE noetl.audit",
        "SET ROLE postgres",
        "RESET ROLE; SELECT * FROM noetl.api_key",
        "SET SESSION AUTHORIZATION postgres",
        "ALTER ROLE postgres PASSWORD 'x'",
        "CREATE ROLE mine",
        "CREATE FUNCTION noetl.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "COPY noetl.api_key TO PROGRAM 'cat'"
      })
  void anOperatorIsNotTheService(String sql) {
    assertThat(as(Level.OPERATOR, sql)).isInstanceOf(ConsoleReply.Failed.class);
  }

  @Test
  void anOperatorChangesTheDataOfPlaybooks() {
    run("CREATE TABLE public.of_playbooks (a int)");

    assertThat(as(Level.OPERATOR, "INSERT INTO public.of_playbooks VALUES (1)"))
        .isEqualTo(new ConsoleReply.Done(1));
    as(Level.OPERATOR, "CREATE TABLE public.of_operator AS SELECT 2 AS a");
    assertThat(rows("SELECT a FROM of_playbooks UNION SELECT a FROM of_operator ORDER BY a"))
        .containsExactly(List.of(1L), List.of(2L));
    assertThat(rowsOf(as(Level.VIEWER, "SELECT a FROM public.of_playbooks")))
        .containsExactly(List.of(1L));
  }

  @Test
  void whereTheServicesUserMayNotMakeRolesTheConsoleSaysSo() {
    run("CREATE ROLE plain_" + database.port() + " LOGIN PASSWORD 'p'");
    run("GRANT USAGE ON SCHEMA noetl TO plain_" + database.port());
    PGSimpleDataSource plain = new PGSimpleDataSource();
    plain.setUrl(database.url());
    plain.setUser("plain_" + database.port());
    plain.setPassword("p");
    ConsoleRoles roles = new ConsoleRoles(plain, keys::derived);

    assertThatThrownBy(() -> roles.of(Level.VIEWER))
        .isInstanceOf(ConnectionRules.Refused.class)
        .hasMessageContaining("has no database user for the role viewer")
        .hasMessageContaining("CREATEROLE");
  }

  private ConsoleReply as(Level level, String sql) {
    return console.run(
        new ConsoleRequest(
            new ConsoleRequest.Statement.Query(sql),
            new ConsoleRequest.Connection.Own(),
            null,
            level));
  }

  private ConsoleReply on(ConsoleRequest.Connection connection) {
    return console.run(
        new ConsoleRequest(
            new ConsoleRequest.Statement.Query("SELECT current_database()"),
            connection,
            null,
            Level.ADMIN));
  }

  private ConsoleReply reading(String sql) {
    return console.run(
        new ConsoleRequest(
            new ConsoleRequest.Statement.Query(sql),
            new ConsoleRequest.Connection.Own(),
            null,
            Level.VIEWER));
  }

  private ConsoleReply run(String sql) {
    return console.run(
        new ConsoleRequest(
            new ConsoleRequest.Statement.Query(sql),
            new ConsoleRequest.Connection.Own(),
            null,
            Level.ADMIN));
  }

  private ConsoleReply procedure(String sql, List<@Nullable Object> parameters) {
    return console.run(
        new ConsoleRequest(
            new ConsoleRequest.Statement.Procedure(sql, parameters),
            new ConsoleRequest.Connection.Own(),
            null,
            Level.ADMIN));
  }

  private List<List<@Nullable Object>> rows(String sql) {
    return rowsOf(run(sql));
  }

  private static List<List<@Nullable Object>> rowsOf(ConsoleReply reply) {
    assertThat(reply).isInstanceOf(ConsoleReply.Rows.class);
    return ((ConsoleReply.Rows) reply).rows();
  }
}
