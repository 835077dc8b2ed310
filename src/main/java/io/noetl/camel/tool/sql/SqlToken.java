package io.noetl.camel.tool.sql;

/**
 * A piece of an SQL text.
 *
 * @param kind what it is
 * @param start where it begins
 * @param end where the next one begins
 */
public record SqlToken(Kind kind, int start, int end) {

  /** What a piece is. */
  public enum Kind {
    SPACE,
    COMMENT,
    /** A literal or a quoted identifier, of any quoting. */
    QUOTED,
    /** A key word, an identifier, the digits of a number. */
    WORD,
    OPEN,
    CLOSE,
    SEMICOLON,
    /** {@code ?}, in DuckDB {@code ?1} too */
    QUESTION,
    /** {@code $1} */
    NUMBERED,
    /** {@code :name}, in DuckDB {@code $name} */
    NAMED,
    OTHER
  }
}
