package io.noetl.camel.tool.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.tool.ToolFailure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlParametersTest {

  private static List<BoundSql> bind(String sql, Object params) throws ToolFailure {
    return SqlParameters.bind(SqlScript.parse(sql, Dialect.POSTGRES), params);
  }

  @Test
  void aListFillsQuestionMarksInOrderAcrossStatements() throws ToolFailure {
    List<BoundSql> bound = bind("SELECT ?, '?'; SELECT j ?? 'k', ?", List.of(1L, "b"));
    assertThat(bound)
        .extracting(BoundSql::jdbc)
        .containsExactly("SELECT ?, '?'", "SELECT j ?? 'k', ?");
    assertThat(bound).extracting(BoundSql::values).containsExactly(List.of(1L), List.of("b"));
  }

  @Test
  void aListFillsNumbersByPosition() throws ToolFailure {
    BoundSql bound = bind("SELECT $2, $1, $2 -- $3\n", List.of("a", "b")).getFirst();
    assertThat(bound.jdbc()).isEqualTo("SELECT ?, ?, ?");
    assertThat(bound.values()).containsExactly("b", "a", "b");
  }

  @Test
  void aMapFillsNamesOutsideOfQuotesAndCasts() throws ToolFailure {
    BoundSql bound = bind("SELECT :a::int, ':a', x[1:n], j ? 'k', :a", Map.of("a", 1L)).getFirst();
    assertThat(bound.jdbc()).isEqualTo("SELECT ?::int, ':a', x[1:n], j ?? 'k', ?");
    assertThat(bound.values()).containsExactly(1L, 1L);
  }

  @Test
  void withoutParamsTheTextStaysAsItIs() throws ToolFailure {
    assertThat(bind("SELECT j ? 'k', :a", null).getFirst().jdbc()).isEqualTo("SELECT j ? 'k', :a");
  }

  @Test
  void theNumberOfValuesMustFit() {
    assertThatThrownBy(() -> bind("SELECT ?, ?", List.of(1L)))
        .hasMessage("params: 1 values (expected: one for each ?)");
    assertThatThrownBy(() -> bind("SELECT ?", List.of(1L, 2L)))
        .hasMessage("params: 2 values (expected: 1, one for each ?)");
    assertThatThrownBy(() -> bind("SELECT $3", List.of(1L)))
        .hasMessage("params: 1 values (expected: one for $3)");
    assertThatThrownBy(() -> bind("SELECT 1", 5L))
        .hasMessage("params: a number (expected: a list for ? or $1, a map for :name)");
  }
}
