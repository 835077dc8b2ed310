package io.noetl.camel.component.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** SQL is divided where DuckDB would divide it. */
class SqlTextTest {

  private static List<String> split(String sql) {
    return SqlText.statements(sql).stream().map(SqlText.Statement::text).toList();
  }

  private static List<String> names(String sql) {
    return SqlText.statements(sql).getLast().placeholders().stream()
        .map(SqlText.Placeholder::name)
        .toList();
  }

  @Test
  void semicolonsInQuotesAndCommentsDoNotDivide() {
    assertThat(
            split(
                """
                SELECT 'a;b', "c;d", E'it\\'s;', $$e;f$$, $x$g;$$;h$x$; -- i;j
                /* k;l */ SELECT 2;;
                -- only a comment;
                """))
        .containsExactly("SELECT 'a;b', \"c;d\", E'it\\'s;', $$e;f$$, $x$g;$$;h$x$", "SELECT 2");
    assertThat(split("SELECT 'it''s;' ; SELECT 2")).containsExactly("SELECT 'it''s;'", "SELECT 2");
    assertThat(split("SELECT 'open; SELECT 2")).containsExactly("SELECT 'open; SELECT 2");
    assertThat(split(" \n-- nothing\n")).isEmpty();
  }

  @Test
  void placeholdersAreFoundOutsideOfQuotes() {
    assertThat(names("SELECT ?, '?', $1, $name, \"$x\", -- $y\n $$ $z $$, a$b, ?2"))
        .containsExactly("", "1", "name", "2");
    assertThat(SqlText.statements("  SELECT $a").getFirst())
        .isEqualTo(
            new SqlText.Statement("SELECT $a", 2, List.of(new SqlText.Placeholder("a", 7, 9))));
  }

  @Test
  void theKeywordIsTheFirstWord() {
    assertThat(SqlText.statements("/* c */ create table t(a int)").getFirst().keyword())
        .isEqualTo("CREATE");
    assertThat(SqlText.statements("(select 1)").getFirst().keyword()).isEmpty();
  }
}
