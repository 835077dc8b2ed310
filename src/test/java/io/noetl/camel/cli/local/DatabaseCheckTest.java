package io.noetl.camel.cli.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.testing.TestPostgres;
import org.junit.jupiter.api.Test;

/** A configured database that can't be used is told in one line, before anything starts. */
class DatabaseCheckTest {
  private final TestPostgres postgres = TestPostgres.shared();

  @Test
  void oneThatLetsUsIn() {
    assertThatCode(() -> check(postgres.jdbcUrl())).doesNotThrowAnyException();
  }

  @Test
  void nobodyAnswers() {
    assertThatThrownBy(() -> check("jdbc:postgresql://127.0.0.1:1/noetl"))
        .isInstanceOf(CommandFailed.class)
        .hasMessageStartingWith(
            "The database jdbc:postgresql://127.0.0.1:1/noetl (user postgres): Connection to"
                + " 127.0.0.1:1 refused")
        .hasMessageContaining("Start it, or correct the host and port in NOETL_DATABASE_URL");
  }

  @Test
  void aDatabaseThatIsNotThere() {
    String url = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/no_such_database";
    assertThatThrownBy(() -> check(url))
        .hasMessageContaining("database \"no_such_database\" does not exist")
        .hasMessageContaining("Make it (CREATE DATABASE");
  }

  @Test
  void aUserWhoIsNotThere() {
    assertThatThrownBy(
            () -> DatabaseCheck.reached(new DatabaseAddress(bare(), "nobody_here", "top-secret-7")))
        .hasMessageContaining("(user nobody_here)")
        .hasMessageContaining("Correct the user and the password")
        .hasMessageNotContaining("top-secret-7");
  }

  private static void check(String url) {
    DatabaseCheck.reached(new DatabaseAddress(url, "postgres", "postgres"));
  }

  private String bare() {
    return "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres";
  }
}
