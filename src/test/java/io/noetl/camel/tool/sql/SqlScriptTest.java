package io.noetl.camel.tool.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlScriptTest {

  private static List<String> split(String sql) {
    return SqlScript.parse(sql, Dialect.POSTGRES).stream().map(SqlStatement::text).toList();
  }

  @Test
  void semicolonsSeparateAndEmptyStatementsVanish() {
    assertThat(split(" SELECT 1 ;; ;SELECT 2;\n")).containsExactly("SELECT 1", "SELECT 2");
    assertThat(split("-- nothing\n/* ; */ ;")).isEmpty();
    assertThat(split("")).isEmpty();
  }

  @Test
  void literalsKeepTheirSemicolonsQuotesAndNewlines() {
    assertThat(split("SELECT 'a;''b\n;'; SELECT 2"))
        .containsExactly("SELECT 'a;''b\n;'", "SELECT 2");
    assertThat(split("SELECT E'it\\'s; ok'; SELECT 'back\\'; SELECT 3"))
        .containsExactly("SELECT E'it\\'s; ok'", "SELECT 'back\\'", "SELECT 3");
    assertThat(split("SELECT \"a;\"\"b\"; SELECT 2"))
        .containsExactly("SELECT \"a;\"\"b\"", "SELECT 2");
    assertThat(split("SELECT type'x;y'")).containsExactly("SELECT type'x;y'");
  }

  @Test
  void dollarQuotesEndAtTheirOwnTag() {
    assertThat(split("DO $$ BEGIN a; $x$ ; END $$; SELECT $1; SELECT $a$;$$;$b$;$a$"))
        .containsExactly("DO $$ BEGIN a; $x$ ; END $$", "SELECT $1", "SELECT $a$;$$;$b$;$a$");
    assertThat(split("SELECT a$b; SELECT c$d")).containsExactly("SELECT a$b", "SELECT c$d");
  }

  @Test
  void commentsHideSemicolonsAndNest() {
    assertThat(split("SELECT 1 -- no; more\n, 2; SELECT /* a; /* b; */ c; */ 3"))
        .containsExactly("SELECT 1 -- no; more\n, 2", "SELECT /* a; /* b; */ c; */ 3");
    assertThat(split("SELECT 1 - -1; SELECT 4/2")).containsExactly("SELECT 1 - -1", "SELECT 4/2");
  }

  @Test
  void bodiesOfFunctionsAndRulesStayWhole() {
    String function =
        "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true"
            + " THEN 2 END; END";
    assertThat(split(function + "; SELECT 2")).containsExactly(function, "SELECT 2");
    String rule = "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)";
    assertThat(split(rule + "; SELECT 3")).containsExactly(rule, "SELECT 3");
    assertThat(split("BEGIN; SELECT 1; END")).containsExactly("BEGIN", "SELECT 1", "END");
  }

  @Test
  void eachStatementKnowsItsLine() {
    assertThat(SqlScript.parse("SELECT 1;\n\n-- two\nSELECT\n2; SELECT 3", Dialect.POSTGRES))
        .extracting(SqlStatement::line)
        .containsExactly(1, 4, 5);
  }

  @Test
  void whatIsNotAsciiIsALetterAndALineEndsWithACarriageReturnToo() {
    assertThat(split("SELECT 1 AS a\u2003$$; SELECT 2"))
        .containsExactly("SELECT 1 AS a\u2003$$", "SELECT 2");
    assertThat(split("SELECT 1 -- ;\r; SELECT 2")).containsExactly("SELECT 1", "SELECT 2");
    assertThat(split("SELECT E'a' -- b\n '\\';'; SELECT 2"))
        .containsExactly("SELECT E'a' -- b\n '\\';'", "SELECT 2");
  }
}
