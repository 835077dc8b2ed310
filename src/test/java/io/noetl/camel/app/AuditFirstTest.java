package io.noetl.camel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A statement of the console stands in the audit log before it runs, and does not run without. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditFirstTest {
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
