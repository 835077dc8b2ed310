package io.noetl.camel.component.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL text taken apart into statements and their placeholders, with respect for quotes, dollar
 * quotes and comments.
 */
public final class SqlText {
  private static final Pattern DOLLAR_QUOTE =
      Pattern.compile("\\$([A-Za-z_\\x80-\\uFFFF]\\w*)?\\$");
  private static final Pattern DOLLAR_NAME = Pattern.compile("\\$(\\w+)");
  private static final Pattern NUMBERED = Pattern.compile("\\?(\\d*)");

  private final String sql;
  private final List<Statement> statements = new ArrayList<>();
  private List<Placeholder> placeholders = new ArrayList<>();
  private int firstWord = -1;

  private SqlText(String sql) {
    this.sql = sql;
  }

  /**
   * One statement.
   *
   * @param text it, without the semicolon and the white space and comments before it
   * @param offset where it begins in the whole text
   * @param placeholders what stands in it for a parameter; their places count from the statement's
   *     beginning
   */
  public record Statement(String text, int offset, List<Placeholder> placeholders) {

    /** The same as a text of its own. */
    public Statement alone() {
      return new Statement(text, 0, placeholders);
    }

    /** Its first word, in upper case: SELECT, INSERT, COPY, … */
    public String keyword() {
      int end = 0;
      while (end < text.length() && Character.isLetter(text.charAt(end))) {
        end++;
      }
      return text.substring(0, end).toUpperCase(Locale.ROOT);
    }
  }

  /**
   * A parameter's place.
   *
   * @param name the name or number behind {@code $} or {@code ?}; empty for a bare {@code ?}
   * @param start the index of its first character in the statement
   * @param end the index after its last
   */
  public record Placeholder(String name, int start, int end) {}

  /** The statements of a text; those that hold comments and white space only are left out. */
  public static List<Statement> statements(String sql) {
    SqlText text = new SqlText(sql);
    text.scan();
    return List.copyOf(text.statements);
  }

  private void scan() {
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == ';') {
        endStatement(at);
        at++;
      } else if (sql.startsWith("--", at)) {
        at = after(at, "\n");
      } else if (sql.startsWith("/*", at)) {
        at = after(at + 2, "*/");
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        firstWord = firstWord < 0 ? at : firstWord;
        at = token(c, at);
      }
    }
    endStatement(sql.length());
  }

  private int token(char c, int at) {
    return switch (c) {
      case '\'' -> isEscapeString(at) ? afterEscaped(at + 1) : afterQuote(at + 1, "'");
      case '"' -> afterQuote(at + 1, "\"");
      case '$' -> dollar(at);
      case '?' -> placeholder(NUMBERED, at);
      default -> Character.isJavaIdentifierStart(c) ? word(at) : at + 1;
    };
  }

  /** A whole word, so that a dollar or a quote inside of one is not taken for a beginning. */
  private int word(int at) {
    int end = at;
    while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  private boolean isEscapeString(int quote) {
    boolean e = quote > 0 && (sql.charAt(quote - 1) == 'e' || sql.charAt(quote - 1) == 'E');
    return e && (quote == 1 || !Character.isJavaIdentifierPart(sql.charAt(quote - 2)));
  }

  private int afterEscaped(int from) {
    int at = from;
    while (at < sql.length() && sql.charAt(at) != '\'') {
      at += sql.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, sql.length());
  }

  /** A doubled quote is two quoted texts side by side, which comes to the same. */
  private int afterQuote(int from, String quote) {
    return after(from, quote);
  }

  private int dollar(int at) {
    Matcher quote = DOLLAR_QUOTE.matcher(sql).region(at, sql.length());
    if (quote.lookingAt()) {
      return after(quote.end(), quote.group());
    }
    return placeholder(DOLLAR_NAME, at);
  }

  private int placeholder(Pattern pattern, int at) {
    Matcher matcher = pattern.matcher(sql).region(at, sql.length());
    if (!matcher.lookingAt()) {
      return at + 1;
    }
    placeholders.add(new Placeholder(matcher.group(1), at - firstWord, matcher.end() - firstWord));
    return matcher.end();
  }

  private int after(int from, String end) {
    int found = sql.indexOf(end, from);
    return found < 0 ? sql.length() : found + end.length();
  }

  private void endStatement(int end) {
    if (firstWord >= 0) {
      String text = sql.substring(firstWord, end).stripTrailing();
      statements.add(new Statement(text, firstWord, List.copyOf(placeholders)));
    }
    placeholders = new ArrayList<>();
    firstWord = -1;
  }
}
