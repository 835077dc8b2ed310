package io.noetl.camel.tool.sql;

import io.noetl.camel.tool.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an SQL text as the lexers of PostgreSQL and DuckDB do: literals with doubled quotes, {@code
 * E''} with backslashes and its continuation on the next line, quoted identifiers, dollar quotes,
 * line comments and nested block comments. What is open at the end of the text reaches to the end.
 */
final class SqlLexer {

  private final String sql;
  private final Dialect dialect;
  private int at;

  private SqlLexer(String sql, Dialect dialect) {
    this.sql = sql;
    this.dialect = dialect;
  }

  /** The tokens of a text, without gaps. */
  static List<SqlToken> tokens(String sql, Dialect dialect) {
    SqlLexer lexer = new SqlLexer(sql, dialect);
    List<SqlToken> tokens = new ArrayList<>();
    while (lexer.at < sql.length()) {
      int start = lexer.at;
      Kind kind = lexer.next();
      tokens.add(new SqlToken(kind, start, lexer.at));
    }
    return tokens;
  }

  private Kind next() {
    char c = sql.charAt(at);
    if (dialect.isSpace(c)) {
      return run(Kind.SPACE, dialect::isSpace);
    }
    if (Dialect.isDigit(c)) {
      // what stands right behind a number begins a token of its own: 1e'…', 1$$…$$
      return run(Kind.WORD, Dialect::isDigit);
    }
    if (dialect.isWordStart(c)) {
      return word(c);
    }
    return switch (c) {
      case '\'' -> quoted('\'', false);
      case '"' -> quoted('"', false);
      case '$' -> dollar();
      case '-' -> peek(1) == '-' ? lineComment() : one(Kind.OTHER);
      case '/' -> peek(1) == '*' ? blockComment() : one(Kind.OTHER);
      case ':' -> colon();
      case '?' -> question();
      case ';' -> one(Kind.SEMICOLON);
      case '(' -> one(Kind.OPEN);
      case ')' -> one(Kind.CLOSE);
      default -> one(Kind.OTHER);
    };
  }

  private Kind word(char first) {
    if ((first == 'e' || first == 'E') && peek(1) == '\'') {
      at++;
      return escaped();
    }
    return run(Kind.WORD, dialect::isWordPart);
  }

  private Kind escaped() {
    quoted('\'', true);
    int next = continuation();
    while (next > 0) {
      at = next;
      quoted('\'', true);
      next = continuation();
    }
    return Kind.QUOTED;
  }

  /** Where a text goes on that is continued on another line; 0 where it is not. */
  private int continuation() {
    int from = at;
    boolean line = false;
    int to = from;
    while (to < sql.length()) {
      char c = sql.charAt(to);
      boolean comment = c == '-' && sql.startsWith("--", to);
      if (c == '\'' && line) {
        return to;
      }
      if (comment) {
        to = endOfLine(to);
      } else if (dialect.isSpace(c)) {
        line |= c == '\n' || c == '\r';
        to++;
      } else {
        return 0;
      }
    }
    return 0;
  }

  private Kind quoted(char quote, boolean backslashes) {
    at++;
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (c == '\\' && backslashes && at < sql.length()) {
        at++;
      } else if (c == quote) {
        if (peek(0) != quote) {
          return Kind.QUOTED;
        }
        at++;
      }
    }
    return Kind.QUOTED;
  }

  private Kind dollar() {
    if (Dialect.isDigit(peek(1))) {
      at++;
      return run(Kind.NUMBERED, Dialect::isDigit);
    }
    int tagEnd = at + 1;
    while (tagEnd < sql.length() && dialect.isTagPart(sql.charAt(tagEnd))) {
      tagEnd++;
    }
    if (tagEnd < sql.length() && sql.charAt(tagEnd) == '$') {
      String tag = sql.substring(at, tagEnd + 1);
      int close = sql.indexOf(tag, tagEnd + 1);
      at = close < 0 ? sql.length() : close + tag.length();
      return Kind.QUOTED;
    }
    if (dialect == Dialect.DUCKDB && dialect.isWordStart(peek(1))) {
      at++;
      return run(Kind.NAMED, dialect::isWordPart);
    }
    return one(Kind.OTHER);
  }

  private Kind lineComment() {
    at = endOfLine(at);
    return Kind.COMMENT;
  }

  private int endOfLine(int from) {
    int end = from;
    while (end < sql.length() && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private Kind blockComment() {
    int depth = 0;
    do {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < sql.length());
    return Kind.COMMENT;
  }

  private Kind question() {
    at++;
    return dialect == Dialect.DUCKDB ? run(Kind.QUESTION, Dialect::isDigit) : Kind.QUESTION;
  }

  private Kind colon() {
    if (peek(1) == ':' || peek(1) == '=') {
      at += 2;
      return Kind.OTHER;
    }
    if (dialect == Dialect.DUCKDB || !dialect.isWordStart(peek(1))) {
      return one(Kind.OTHER);
    }
    at++;
    return run(Kind.NAMED, dialect::isTagPart);
  }

  private Kind one(Kind kind) {
    at++;
    return kind;
  }

  private Kind run(Kind kind, CharTest test) {
    while (at < sql.length() && test.holds(sql.charAt(at))) {
      at++;
    }
    return kind;
  }

  private char peek(int ahead) {
    return at + ahead < sql.length() ? sql.charAt(at + ahead) : '\0';
  }

  @FunctionalInterface
  private interface CharTest {
    boolean holds(char c);
  }
}
