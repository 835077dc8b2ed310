package io.noetl.camel.tool.sql;

/** Whose SQL a text is. */
public enum Dialect {
  /** {@code $1}, {@code ?} and {@code :name} are parameters; what is not ASCII is a letter. */
  POSTGRES("_"),
  /**
   * {@code ?}, {@code ?1}, {@code $1} and {@code $name} are parameters; some of what is not ASCII
   * is white space, as DuckDB has it.
   */
  DUCKDB("_\u00a0\u202f\u205f\u2060\u3000\ufeff");

  private final String special;

  Dialect(String special) {
    this.special = special;
  }

  boolean isSpace(char c) {
    boolean ascii = c == ' ' || (c >= '\t' && c <= '\r');
    return ascii || (this == DUCKDB && isDuckDbSpace(c));
  }

  private boolean isDuckDbSpace(char c) {
    return (c >= '\u2000' && c <= '\u200d') || (c > '_' && special.indexOf(c) > 0);
  }

  boolean isWordStart(char c) {
    boolean ascii = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    return ascii || (c >= 0x80 && !isSpace(c));
  }

  boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c) || c == '$';
  }

  /** What may stand in the tag of a dollar quote, behind its first character. */
  boolean isTagPart(char c) {
    return isWordStart(c) || isDigit(c);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
