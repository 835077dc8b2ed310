package io.noetl.camel.tool.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** What kind of failure is told where the server has not said it. */
class SqlErrorsTest {

  @Test
  void aConnectionThatThePoolHasClosedIsAConnectionThatIsNotThere() {
    SQLException closed = new SQLException("Connection is closed");

    assertThat(SqlErrors.describe(closed)).isEqualTo("Connection is closed (SQLSTATE 08003)");
    assertThat(SqlErrors.type(closed)).isEqualTo("ConnectError");
  }

  @Test
  void whatTheDriverRefusesItselfKeepsItsState() {
    SQLException refused = new PSQLException("no value for parameter 1", PSQLState.DATA_ERROR);

    assertThat(SqlErrors.type(refused)).isEqualTo("SqlDataError");
    assertThat(SqlErrors.state(new PSQLException("odd", null))).isNull();
  }
}
