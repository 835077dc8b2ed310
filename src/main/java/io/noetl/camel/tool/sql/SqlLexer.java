package io.noetl.camel.tool.sql;

import io.noetl.camel.tool.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an SQL text as PostgreSQL's lexer does: literals with doubled quotes, {@code E''} with
 * backslashes, quoted identifiers, dollar quotes, line comments and nested block comments. What is
 * open at the end of the text reaches to the end.
 */
final class SqlLexer {

  private final String sql;
  private int at;

  private SqlLexer(String sql) {
    this.sql = sql;
  }

  /** The tokens of a text, without gaps. */
  static List<SqlToken> tokens(String sql) {
    SqlLexer lexer = new SqlLexer(sql);
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
    if (Character.isWhitespace(c)) {
      return run(Kind.SPACE, Character::isWhitespace);
    }
    if (isWordStart(c) || isDigit(c)) {
      return word(c);
    }
    return switch (c) {
      case '\'' -> quoted('\'', false);
      case '"' -> quoted('"', false);
      case '$' -> dollar();
      case '-' -> peek(1) == '-' ? lineComment() : one(Kind.OTHER);
      case '/' -> peek(1) == '*' ? blockComment() : one(Kind.OTHER);
      case ':' -> colon();
      case '?' -> one(Kind.QUESTION);
      case ';' -> one(Kind.SEMICOLON);
      case '(' -> one(Kind.OPEN);
      case ')' -> one(Kind.CLOSE);
      default -> one(Kind.OTHER);
    };
  }

  private Kind word(char first) {
    if ((first == 'e' || first == 'E') && peek(1) == '\'') {
      at++;
      return quoted('\'', true);
    }
    return run(Kind.WORD, c -> isWordStart(c) || isDigit(c) || c == '$');
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
    if (isDigit(peek(1))) {
      at++;
      return run(Kind.NUMBERED, SqlLexer::isDigit);
    }
    int tagEnd = at + 1;
    while (tagEnd < sql.length()
        && (isWordStart(sql.charAt(tagEnd)) || isDigit(sql.charAt(tagEnd)))) {
      tagEnd++;
    }
    if (tagEnd >= sql.length() || sql.charAt(tagEnd) != '$') {
      return one(Kind.OTHER);
    }
    String tag = sql.substring(at, tagEnd + 1);
    int close = sql.indexOf(tag, tagEnd + 1);
    at = close < 0 ? sql.length() : close + tag.length();
    return Kind.QUOTED;
  }

  private Kind lineComment() {
    int end = sql.indexOf('\n', at);
    at = end < 0 ? sql.length() : end;
    return Kind.COMMENT;
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

  private Kind colon() {
    if (peek(1) == ':' || peek(1) == '=') {
      at += 2;
      return Kind.OTHER;
    }
    if (!isWordStart(peek(1))) {
      return one(Kind.OTHER);
    }
    at++;
    return run(Kind.NAMED, c -> isWordStart(c) || isDigit(c));
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

  private static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  @FunctionalInterface
  private interface CharTest {
    boolean holds(char c);
  }
}
