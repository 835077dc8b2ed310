package io.noetl.camel.tool.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A script taken apart into its statements: at a semicolon outside of quotes and comments; in
 * PostgreSQL's, as psql does it, outside of parentheses and of the {@code BEGIN ATOMIC … END} body
 * of a function as well. Newlines stay.
 */
public final class SqlScript {

  private final String script;
  private final Dialect dialect;
  private final List<SqlToken> tokens = new ArrayList<>();
  private final List<SqlStatement> statements = new ArrayList<>();
  private final List<String> firstWords = new ArrayList<>();
  private int start = -1;
  private int end;
  private int parentheses;
  private int bodies;
  private int line = 1;
  private int startLine;

  private SqlScript(String script, Dialect dialect) {
    this.script = script;
    this.dialect = dialect;
  }

  /** The statements of a script; empty ones and those of comments alone are left out. */
  public static List<SqlStatement> parse(String script, Dialect dialect) {
    List<SqlToken> all = SqlLexer.tokens(script, dialect);
    SqlScript parsed = new SqlScript(plain(script, all), dialect);
    for (SqlToken token : all) {
      parsed.add(token);
    }
    parsed.close();
    return parsed.statements;
  }

  /**
   * White space that is not ASCII becomes a blank: DuckDB takes it for a letter behind a comment
   * that holds a quote.
   */
  private static String plain(String script, List<SqlToken> tokens) {
    StringBuilder plain = new StringBuilder(script);
    for (SqlToken token : tokens) {
      for (int i = token.start(); token.kind() == SqlToken.Kind.SPACE && i < token.end(); i++) {
        if (script.charAt(i) >= 0x80) {
          plain.setCharAt(i, ' ');
        }
      }
    }
    return plain.toString();
  }

  private void add(SqlToken token) {
    switch (token.kind()) {
      case SPACE, COMMENT -> keep(token);
      case SEMICOLON -> {
        if (dialect == Dialect.DUCKDB || (parentheses == 0 && bodies == 0)) {
          close();
        } else {
          extend(token);
        }
      }
      case OPEN -> {
        parentheses++;
        extend(token);
      }
      case CLOSE -> {
        parentheses = Math.max(0, parentheses - 1);
        extend(token);
      }
      case WORD -> {
        extend(token);
        word(script.substring(token.start(), token.end()).toLowerCase(Locale.ROOT));
      }
      case QUOTED, QUESTION, NUMBERED, NAMED, OTHER -> extend(token);
    }
    for (int i = token.start(); i < token.end(); i++) {
      if (script.charAt(i) == '\n') {
        line++;
      }
    }
  }

  private void extend(SqlToken token) {
    if (start < 0) {
      start = token.start();
      startLine = line;
    }
    end = token.end();
    keep(token);
  }

  private void keep(SqlToken token) {
    if (start >= 0) {
      tokens.add(new SqlToken(token.kind(), token.start() - start, token.end() - start));
    }
  }

  private void word(String word) {
    if (firstWords.size() < 4) {
      firstWords.add(word);
    }
    if (!createsRoutine() || parentheses > 0) {
      return;
    }
    switch (word) {
      case "begin" -> bodies++;
      case "case" -> bodies += bodies > 0 ? 1 : 0;
      case "end" -> bodies = Math.max(0, bodies - 1);
      default -> {}
    }
  }

  private boolean createsRoutine() {
    if (!firstWords.getFirst().equals("create")) {
      return false;
    }
    List<String> rest = firstWords.subList(1, firstWords.size());
    if (rest.size() == 3 && rest.get(0).equals("or") && rest.get(1).equals("replace")) {
      rest = rest.subList(2, 3);
    }
    return !rest.isEmpty()
        && (rest.getFirst().equals("function") || rest.getFirst().equals("procedure"));
  }

  private void close() {
    if (start >= 0) {
      int length = end - start;
      List<SqlToken> own = tokens.stream().filter(token -> token.end() <= length).toList();
      statements.add(new SqlStatement(script.substring(start, end), startLine, start, own));
    }
    start = -1;
    parentheses = 0;
    bodies = 0;
    firstWords.clear();
    tokens.clear();
  }
}
