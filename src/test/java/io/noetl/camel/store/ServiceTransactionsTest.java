package io.noetl.camel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.noetl.camel.execution.DatabaseWait;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** A transaction whose connection is lost is waited for, and made again. */
class ServiceTransactionsTest {

  @Test
  void oneThatLosesItsConnectionFailsAsAStatementDoes() {
    try (HikariDataSource database = pool(TestDatabase.empty().url())) {
      JdbcTemplate jdbc = new JdbcTemplate(database);
      TransactionTemplate transactions = new TransactionTemplate(new ServiceTransactions(database));

      assertThatThrownBy(
              () ->
                  transactions.executeWithoutResult(
                      transaction -> {
                        jdbc.execute("SELECT pg_terminate_backend(pg_backend_pid())");
                      }))
          .isInstanceOf(DataAccessResourceFailureException.class);
      assertThat(transactions.<Integer>execute(t -> jdbc.queryForObject("SELECT 7", Integer.class)))
          .isEqualTo(7);
    }
  }

  @Test
  void oneThatCannotBeginFailsAsAStatementDoes() {
    try (HikariDataSource database = pool("jdbc:postgresql://127.0.0.1:1/none")) {
      TransactionTemplate transactions = new TransactionTemplate(new ServiceTransactions(database));

      assertThatThrownBy(() -> transactions.executeWithoutResult(transaction -> {}))
          .isInstanceOf(DataAccessResourceFailureException.class)
          .hasMessageContaining("Could not open JDBC Connection");
    }
  }

  @Test
  void aConnectionThatThePoolHasClosedIsWaitedFor() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();

    String answer =
        DatabaseWait.patiently(
            () -> false,
            () -> {
              if (calls.incrementAndGet() < 3) {
                throw new UncategorizedSQLException(
                    "look", "SELECT 1", new SQLException("Connection is closed"));
              }
              return "done";
            });

    assertThat(answer).isEqualTo("done");
  }

  private static HikariDataSource pool(String url) {
    HikariDataSource database = new HikariDataSource();
    database.setJdbcUrl(url);
    database.setUsername("postgres");
    database.setPassword("postgres");
    database.setMaximumPoolSize(1);
    database.setConnectionTimeout(2_000);
    database.setInitializationFailTimeout(-1);
    return database;
  }
}
