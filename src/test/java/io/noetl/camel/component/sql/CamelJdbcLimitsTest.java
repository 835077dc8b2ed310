package io.noetl.camel.component.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.testing.Endpoints;
import io.noetl.camel.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.jdbc.JdbcConstants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Why the tools of playbooks speak JDBC themselves: what docs/tools.md promises and an endpoint of
 * camel-jdbc does not give.
 */
class CamelJdbcLimitsTest {
  private static Endpoints camel;

  @BeforeAll
  static void start() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(TestPostgres.database("camel_jdbc").jdbcUrl());
    source.setUser("postgres");
    source.setPassword("postgres");
    camel = new Endpoints();
    camel.context().getRegistry().bind("db", source);
  }

  @AfterAll
  static void stop() {
    camel.close();
  }

  private static Exchange jdbc(String sql) {
    return camel.send(camel.endpoint("jdbc:db", Map.of("resetAutoCommit", false)), sql);
  }

  /** A tool's result has {@code command_0}, {@code command_1}, …: one for each statement. */
  @Test
  void ofSeveralStatementsOnlyTheFirstResultIsSeen() {
    Exchange exchange = jdbc("SELECT 1 AS n; SELECT 2 AS n");
    assertThat(exchange.getMessage().getBody()).isEqualTo(List.of(Map.of("n", 1)));
  }

  /** A step's log has the notices. What ran a statement without rows is closed unseen. */
  @Test
  void noticesOfAStatementWithoutRowsAreLost() {
    Exchange exchange = jdbc("DO $$ BEGIN RAISE NOTICE 'halfway'; END $$");
    assertThat(exchange.getException()).isNull();
    assertThat(exchange.getMessage().getHeaders().toString()).doesNotContain("halfway");
  }

  /** A tool's values are JSON-like, from the server's text; here they are Java objects. */
  @Test
  void valuesAreObjectsOfTheDriver() {
    Exchange exchange = jdbc("SELECT '{\"a\": 1}'::jsonb AS j, interval '1 day' AS i");
    Map<?, ?> row = (Map<?, ?>) ((List<?>) exchange.getMessage().getBody()).getFirst();
    assertThat(row.get("j").getClass().getName()).isEqualTo("org.postgresql.util.PGobject");
    assertThat(row.get("i").getClass().getName()).isEqualTo("org.postgresql.util.PGInterval");
  }

  /** Counts are int: what is more than that is not told. */
  @Test
  void countsAreInt() {
    Exchange exchange = jdbc("CREATE TABLE t AS SELECT 1");
    assertThat(exchange.getMessage().getHeader(JdbcConstants.JDBC_UPDATE_COUNT))
        .isInstanceOf(Integer.class);
  }
}
