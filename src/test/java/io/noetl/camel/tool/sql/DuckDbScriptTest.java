package io.noetl.camel.tool.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** SQL is divided where DuckDB would divide it. */
class DuckDbScriptTest {

  private static List<String> split(String sql) {
    return SqlScript.parse(sql, Dialect.DUCKDB).stream().map(SqlStatement::text).toList();
  }

  private static List<String> names(String sql) {
    return SqlScript.parse(sql, Dialect.DUCKDB).getLast().placeholders().stream()
        .map(SqlStatement.Placeholder::name)
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
    SqlStatement indented = SqlScript.parse("  SELECT $a", Dialect.DUCKDB).getFirst();
    assertThat(indented.text()).isEqualTo("SELECT $a");
    assertThat(indented.offset()).isEqualTo(2);
    assertThat(indented.placeholders()).containsExactly(new SqlStatement.Placeholder("a", 7, 9));
  }

  @Test
  void theKeywordIsTheFirstWord() {
    assertThat(
            SqlScript.parse("/* c */ create table t(a int)", Dialect.DUCKDB).getFirst().keyword())
        .isEqualTo("CREATE");
    assertThat(SqlScript.parse("(select 1)", Dialect.DUCKDB).getFirst().keyword()).isEmpty();
  }

  /** Each was divided elsewhere by DuckDB 1.5.5 than by a reader that knows less. */
  @Test
  void itReadsWhatDuckDbReads() {
    assertThat(split("SELECT 1 /* /* ; */ ; */ ; SELECT 2"))
        .containsExactly("SELECT 1", "SELECT 2");
    assertThat(split("SELECT $x$ ' $x$; SELECT '2'"))
        .containsExactly("SELECT $x$ ' $x$", "SELECT '2'");
    assertThat(split("SELECT 1 -- ;\r; SELECT 2")).containsExactly("SELECT 1", "SELECT 2");
    assertThat(split("SELECT E'a'\n'\\';'; SELECT 2"))
        .containsExactly("SELECT E'a'\n'\\';'", "SELECT 2");
    assertThat(split("SELECT 1$$;$$; SELECT 2")).containsExactly("SELECT 1$$;$$", "SELECT 2");
    assertThat(split("SELECT a$$x; SELECT b$$y")).containsExactly("SELECT a$$x", "SELECT b$$y");
    assertThat(split("SELECT\u00a0E'\\';'; SELECT 2"))
        .containsExactly("SELECT E'\\';'", "SELECT 2");
    assertThat(split("SELECT /* ' */ 1,\u00a0$$--;$$; SELECT '\u00a0'"))
        .containsExactly("SELECT /* ' */ 1, $$--;$$", "SELECT '\u00a0'");
  }
}
