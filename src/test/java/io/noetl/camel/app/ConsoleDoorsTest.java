package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A statement of the console stands in the audit log before it runs, and does not run without; a
 * credential that can't be used is no error of the server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleDoorsTest {
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path data) {
    server = TestServer.startWithFakeEngine(data);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private TestServer.Reply console(String query) {
    return server.post("/api/postgres/execute", Map.of("query", query));
  }

  private void change(String sql) {
    server.database().jdbc().sql(sql).update();
  }

  @Test
  void theStatementItselfSeesItsEntry() {
    change("DELETE FROM noetl.audit");

    TestServer.Reply seen = console("SELECT action FROM noetl.audit");

    assertThat(seen.text()).contains("[[\"postgres-execute-begun\"]]");
  }

  @Test
  void whatEndsItsOwnConnectionIsKnownAllTheSame() {
    change("DELETE FROM noetl.audit");

    assertThat(console("SELECT pg_terminate_backend(pg_backend_pid())").text()).contains("error");

    assertThat(server.get("/api/audit").text()).contains("postgres-execute-begun");
  }

  @Test
  void aCredentialOfNoDatabaseIsToldAsSuch() {
    for (Map<String, String> data :
        List.of(
            Map.of("token", "tok-of-no-database"),
            Map.of("dsn", "tok-of-no-database"),
            Map.of("db_host", "h", "db_name", "d", "db_port", "tok-of-no-database"))) {
      server.post("/api/credentials", Map.of("name", "odd", "type", "postgres", "data", data));

      TestServer.Reply refused =
          server.post("/api/postgres/execute", Map.of("query", "SELECT 1", "credential", "odd"));

      assertThat(refused.status()).as(refused.text()).isEqualTo(403);
      assertThat(refused.text())
          .contains("Credential 'odd' names no database")
          .doesNotContain("tok-of");
    }
  }

  @Test
  void theServiceCallsNoFunctionThatAnOperatorHasMade() {
    server.post(
        "/api/catalog/register",
        Map.of(
            "content",
            "apiVersion: noetl.io/v2\nkind: Playbook\nmetadata: {name: p, path: doors/own}\n"
                + "workflow: [{step: start, tool: {kind: python, code: 'result = 1'}}]\n"));
    change("CREATE TABLE public.called (name text)");
    for (String function :
        List.of("lower(varchar)", "length(varchar)", "format(text, text)", "strpos(text, text)")) {
      change(
          "CREATE FUNCTION public.%s RETURNS text LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.called VALUES ('%s'); RETURN ''; END $$"
              .formatted(function, function));
    }

    assertThat(server.get("/api/catalog/playbooks/search?q=own").text()).contains("doors/own");
    assertThat(server.get("/api/executions/search?q=own").status()).isEqualTo(200);

    assertThat(
            server
                .database()
                .jdbc()
                .sql("SELECT name FROM public.called")
                .query(String.class)
                .list())
        .isEmpty();
  }

  @Test
  void withoutTheLogNothingHappens() {
    change("ALTER TABLE noetl.audit RENAME TO audit_away");
    try {
      TestServer.Reply refused = console("CREATE TABLE public.without_audit (a int)");

      assertThat(refused.status()).as(refused.text()).isEqualTo(503);
      assertThat(refused.text()).contains("so the statement was not run");
      assertThat(
              server
                  .database()
                  .jdbc()
                  .sql("SELECT to_regclass('public.without_audit') IS NULL")
                  .query(Boolean.class)
                  .single())
          .isTrue();
    } finally {
      change("ALTER TABLE noetl.audit_away RENAME TO audit");
    }
  }
}
