package io.noetl.camel.template.syntax;

/** The escapes of string literals, which are Python's {@code unicode-escape}. */
final class StringLiterals {
  private final String body;
  private final Span span;
  private final StringBuilder out;

  private StringLiterals(String body, Span span) {
    this.body = body;
    this.span = span;
    this.out = new StringBuilder(body.length());
  }

  /** The text that the inside of a literal stands for. */
  static String unescape(String body, Span span) {
    return body.indexOf('\\') < 0 ? body : new StringLiterals(body, span).run();
  }

  private String run() {
    int at = 0;
    while (at < body.length()) {
      char c = body.charAt(at);
      if (c != '\\') {
        out.append(c);
        at++;
      } else {
        at = escape(at + 1);
      }
    }
    return out.toString();
  }

  /** Takes the escape whose letter stands at an offset; returns the offset behind it. */
  private int escape(int at) {
    char letter = body.charAt(at);
    switch (letter) {
      case '\n' -> {}
      case '\\', '\'', '"' -> out.append(letter);
      case 'a' -> out.append('\u0007');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'v' -> out.append('\u000b');
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        return octal(at);
      }
      case 'x' -> {
        return hex(at + 1, 2, "truncated \\xXX escape");
      }
      case 'u' -> {
        return hex(at + 1, 4, "truncated \\uXXXX escape");
      }
      case 'U' -> {
        return hex(at + 1, 8, "truncated \\UXXXXXXXX escape");
      }
      case 'N' -> {
        return named(at + 1);
      }
      default -> {
        return unknown(at);
      }
    }
    return at + 1;
  }

  private int octal(int start) {
    int at = start;
    int value = 0;
    while (at < body.length()
        && at < start + 3
        && body.charAt(at) >= '0'
        && body.charAt(at) < '8') {
      value = value * 8 + body.charAt(at++) - '0';
    }
    out.append((char) value);
    return at;
  }

  private int hex(int start, int digits, String error) {
    long value = 0;
    for (int at = start; at < start + digits; at++) {
      int digit = at < body.length() ? Character.digit(body.charAt(at), 16) : -1;
      if (digit < 0 || body.charAt(at) > 127) {
        throw new TemplateSyntaxException(error, span);
      }
      value = value * 16 + digit;
    }
    if (value > Character.MAX_CODE_POINT) {
      throw new TemplateSyntaxException("illegal Unicode character", span);
    }
    out.appendCodePoint((int) value);
    return start + digits;
  }

  private int named(int start) {
    int end = body.indexOf('}', start);
    if (start >= body.length() || body.charAt(start) != '{' || end <= start + 1) {
      throw new TemplateSyntaxException("malformed \\N character escape", span);
    }
    try {
      out.appendCodePoint(Character.codePointOf(body.substring(start + 1, end)));
    } catch (IllegalArgumentException e) {
      throw new TemplateSyntaxException("unknown Unicode character name", span);
    }
    return end + 1;
  }

  /**
   * Keeps the backslash. Jinja2 turns a character beyond ASCII into an escape of its own first; the
   * backslash before it then escapes that one's backslash, and its letters stay.
   */
  private int unknown(int at) {
    int codePoint = body.codePointAt(at);
    out.append('\\');
    if (codePoint < 128) {
      out.append((char) codePoint);
    } else {
      out.append(
          codePoint < 0x100
              ? String.format("x%02x", codePoint)
              : codePoint < 0x10000
                  ? String.format("u%04x", codePoint)
                  : String.format("U%08x", codePoint));
    }
    return at + Character.charCount(codePoint);
  }
}
