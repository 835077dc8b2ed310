package io.noetl.camel.tool.sql;

import io.noetl.camel.tool.sql.SqlToken.Kind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One statement of a script.
 *
 * @param text the statement, without the blanks and comments around it and without its semicolon
 * @param line the 1-based line of the script on which it begins
 * @param offset where it begins in the script
 * @param tokens its pieces; their places count from its beginning
 */
public record SqlStatement(String text, int line, int offset, List<SqlToken> tokens) {

  /**
   * A parameter's place.
   *
   * @param name the name or number behind {@code $}, {@code :} or {@code ?}; empty for a bare
   *     {@code ?}
   * @param start the index of its first character in the statement
   * @param end the index after its last
   */
  public record Placeholder(String name, int start, int end) {}

  /** The same as a text of its own. */
  public SqlStatement alone() {
    return new SqlStatement(text, 1, 0, tokens);
  }

  /** Its first word, in upper case: SELECT, INSERT, COPY, …; empty where it begins otherwise. */
  public String keyword() {
    SqlToken first = tokens.getFirst();
    return first.kind() == Kind.WORD ? text(first).toUpperCase(Locale.ROOT) : "";
  }

  /** What stands in it for parameters. */
  public List<Placeholder> placeholders() {
    return tokens.stream()
        .filter(
            token ->
                switch (token.kind()) {
                  case QUESTION, NUMBERED, NAMED -> true;
                  case SPACE, COMMENT, QUOTED, WORD, OPEN, CLOSE, SEMICOLON, OTHER -> false;
                })
        .map(
            token ->
                new Placeholder(
                    text.substring(token.start() + 1, token.end()), token.start(), token.end()))
        .toList();
  }

  /** Its text with a blank in the place of white space and comments. */
  public String withoutComments() {
    return tokens.stream()
        .map(
            token -> token.kind() == Kind.COMMENT || token.kind() == Kind.SPACE ? " " : text(token))
        .collect(Collectors.joining())
        .strip();
  }

  /** The text of one of its pieces. */
  public String text(SqlToken token) {
    return text.substring(token.start(), token.end());
  }
}
