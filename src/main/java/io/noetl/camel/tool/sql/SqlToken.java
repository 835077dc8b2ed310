package io.noetl.camel.tool.sql;

/**
 * A piece of an SQL text.
 *
 * @param kind what it is
 * @param start where it begins
 * @param end where the next one begins
 */
record SqlToken(Kind kind, int start, int end) {

  enum Kind {
    SPACE,
    COMMENT,
    /** A literal or a quoted identifier, of any quoting. */
    QUOTED,
    /** A key word, an identifier, a number. */
    WORD,
    OPEN,
    CLOSE,
    SEMICOLON,
    /** {@code ?} */
    QUESTION,
    /** {@code $1} */
    NUMBERED,
    /** {@code :name} */
    NAMED,
    OTHER
  }
}
