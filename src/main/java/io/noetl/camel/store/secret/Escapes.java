package io.noetl.camel.store.secret;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ways in which a text is written within another. */
enum Escapes {
  /** JSON, Python, JavaScript, shells: {@code \n}, {@code \"}, {@code é}, {@code \xe9}. */
  BACKSLASH('\\') {
    @Override
    @Nullable Unit at(String text, int at) {
      if (!text.startsWith("\\", at) || at + 1 == text.length()) {
        return null;
      }
      char kind = text.charAt(at + 1);
      Character plain = SIGNS.get(kind);
      if (plain != null) {
        return new Unit(plain, at + 2, false);
      }
      return switch (kind) {
        case 'u' -> codePoint(text, at);
        case 'U' -> number(text, at + 2, 8, 16, false);
        case 'x' -> number(text, at + 2, 2, 16, true);
        case '0', '1', '2', '3' -> number(text, at + 1, 3, 8, true);
        default -> null;
      };
    }
  },

  /** URLs: {@code %2F}. */
  PERCENT('%') {
    @Override
    @Nullable Unit at(String text, int at) {
      return text.startsWith("%", at) ? number(text, at + 1, 2, 16, true) : null;
    }
  },

  /** What forms add to it: a plus for a space. */
  PLUS('+') {
    @Override
    @Nullable Unit at(String text, int at) {
      return text.startsWith("+", at) ? new Unit(' ', at + 1, false) : PERCENT.at(text, at);
    }
  },

  /** HTML and XML: entities by name and by number. */
  ENTITY('&') {
    @Override
    @Nullable Unit at(String text, int at) {
      int end = text.startsWith("&", at) ? text.indexOf(';', at) : -1;
      if (end < 0 || end - at > LONGEST_ENTITY) {
        return null;
      }
      String name = text.substring(at + 1, end);
      Character plain = ENTITIES.get(name);
      if (plain != null) {
        return new Unit(plain, end + 1, false);
      }
      boolean hex = name.startsWith("#x") || name.startsWith("#X");
      String digits = name.startsWith("#") ? name.substring(hex ? 2 : 1) : "";
      Unit unit = number(digits, 0, digits.length(), hex ? 16 : 10, false);
      return unit == null ? null : new Unit(unit.value(), end + 1, false);
    }
  };

  private static final int LONGEST_ENTITY = 10;
  private static final Map<Character, Character> SIGNS =
      Map.ofEntries(
          Map.entry('n', '\n'),
          Map.entry('r', '\r'),
          Map.entry('t', '\t'),
          Map.entry('b', '\b'),
          Map.entry('f', '\f'),
          Map.entry('v', '\u000b'),
          Map.entry('a', '\u0007'),
          Map.entry('"', '"'),
          Map.entry('\'', '\''),
          Map.entry('\\', '\\'),
          Map.entry('/', '/'));
  private static final Map<String, Character> ENTITIES =
      Map.of("quot", '"', "apos", '\'', "amp", '&', "lt", '<', "gt", '>', "nbsp", '\u00a0');

  private final char sign;

  Escapes(char sign) {
    this.sign = sign;
  }

  /** What every escape of this kind begins with. */
  char sign() {
    return sign;
  }

  /** The escape at a place; null where none stands there. */
  abstract @Nullable Unit at(String text, int at);

  /** JSON writes what is beyond U+FFFF as two escapes. */
  private static @Nullable Unit codePoint(String text, int at) {
    Unit high = number(text, at + 2, 4, 16, false);
    if (high == null || !Character.isHighSurrogate((char) high.value())) {
      return high;
    }
    Unit low =
        text.startsWith("\\u", high.end()) ? number(text, high.end() + 2, 4, 16, false) : null;
    return low == null || !Character.isLowSurrogate((char) low.value())
        ? high
        : new Unit(
            Character.toCodePoint((char) high.value(), (char) low.value()), low.end(), false);
  }

  private static @Nullable Unit number(
      String text, int from, int length, int base, boolean isByte) {
    int end = from + length;
    if (end > text.length() || length == 0) {
      return null;
    }
    int value = 0;
    for (int i = from; i < end; i++) {
      int digit = Character.digit(text.charAt(i), base);
      if (digit < 0 || text.charAt(i) > 'f') {
        return null;
      }
      value = value * base + digit;
      if (value > Character.MAX_CODE_POINT) {
        return null;
      }
    }
    return new Unit(value, end, isByte);
  }

  /**
   * An escape.
   *
   * @param value a code point, or a byte of UTF-8
   * @param end the place behind it
   */
  record Unit(int value, int end, boolean isByte) {}
}
