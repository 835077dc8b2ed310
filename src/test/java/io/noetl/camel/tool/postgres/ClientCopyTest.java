package io.noetl.camel.tool.postgres;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** COPY to a client's own streams would break the connection: it is refused with what to write. */
class ClientCopyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY (SELECT 1) TO STDOUT",
        "copy t to stdout with (format csv)",
        "-- all of it\n/* now */ COPY t FROM\n STDIN"
      })
  void isRefused(String sql) {
    assertThatThrownBy(() -> ClientCopy.refuse(sql))
        .hasMessageStartingWith("COPY … ")
        .hasMessageContaining("a client's own streams, which a step has not. ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY t TO '/tmp/t.csv'",
        "SELECT 'COPY t TO STDOUT'",
        "INSERT INTO copy VALUES ('TO STDOUT')"
      })
  void othersAreNot(String sql) {
    assertThatCode(() -> ClientCopy.refuse(sql)).doesNotThrowAnyException();
  }
}
