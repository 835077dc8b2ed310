package io.noetl.camel.store;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Suites of tests as a console keeps them: any JSON object under a name. */
public class TestSuiteStore {
  private final JdbcClient jdbc;
  private final Json json;

  public TestSuiteStore(JdbcClient jdbc, Json json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** The suite of this name. */
  public Optional<Map<String, @Nullable Object>> find(String id) {
    return jdbc.sql("SELECT content FROM noetl.playbook_test_suite WHERE suite_id = ?")
        .param(id)
        .query(String.class)
        .optional()
        .map(json::readObject);
  }

  /** Keeps a suite, in the place of the one of this name. */
  public void put(String id, Map<String, @Nullable Object> suite) {
    jdbc.sql(
            """
            INSERT INTO noetl.playbook_test_suite (suite_id, content) VALUES (?, ?::jsonb)
            ON CONFLICT (suite_id) DO UPDATE SET content = excluded.content, changed_at = now()
            """)
        .params(id, json.writeColumn(suite))
        .update();
  }

  /** Forgets the suite of this name. */
  public void delete(String id) {
    jdbc.sql("DELETE FROM noetl.playbook_test_suite WHERE suite_id = ?").param(id).update();
  }
}
