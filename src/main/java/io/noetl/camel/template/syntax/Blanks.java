package io.noetl.camel.template.syntax;

/** White space as Python's {@code str.isspace} sees it. */
public final class Blanks {
  private Blanks() {}

  /** Whether a character is white space; all of Python's are in the basic plane. */
  public static boolean is(int c) {
    if (c <= ' ') {
      return c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x1f);
    }
    return c >= 0x85
        && (c == 0x85
            || c == 0xa0
            || c == 0x1680
            || (c >= 0x2000 && c <= 0x200a)
            || c == 0x2028
            || c == 0x2029
            || c == 0x202f
            || c == 0x205f
            || c == 0x3000);
  }

  /** The first offset from the given one on that is not white space. */
  public static int skip(CharSequence text, int from) {
    int at = from;
    while (at < text.length() && is(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The end of the text between two offsets without the white space at its end. */
  public static int skipBack(CharSequence text, int start, int end) {
    int at = end;
    while (at > start && is(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }
}
