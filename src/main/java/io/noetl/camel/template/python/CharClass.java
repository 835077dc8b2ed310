package io.noetl.camel.template.python;

import io.noetl.camel.template.syntax.Blanks;

/** What {@code str.isdigit} and its like say of one character. */
final class CharClass {
  private static final String IDEOGRAPHIC_NUMBERS =
      "〇一二三四五六七八九十百千万億兆零壱弐参拾両亿" + "壹貳贰叁參叄肆伍陸陆柒捌玖佰仟萬廿卅卌";

  private CharClass() {}

  static boolean isAlpha(int c) {
    return Character.isLetter(c);
  }

  static boolean isDecimal(int c) {
    return Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
  }

  /** A decimal digit, or one that stands raised, lowered, in a circle and the like. */
  static boolean isDigit(int c) {
    return isDecimal(c)
        || c == 0xb2
        || c == 0xb3
        || c == 0xb9
        || in(c, 0x1369, 0x1371)
        || c == 0x19da
        || c == 0x2070
        || in(c, 0x2074, 0x2079)
        || in(c, 0x2080, 0x2089)
        || in(c, 0x2460, 0x2468)
        || in(c, 0x2474, 0x247c)
        || in(c, 0x2488, 0x2490)
        || c == 0x24ea
        || in(c, 0x24f5, 0x24fd)
        || c == 0x24ff
        || in(c, 0x2776, 0x277e)
        || in(c, 0x2780, 0x2788)
        || in(c, 0x278a, 0x2792)
        || in(c, 0x10a40, 0x10a43)
        || in(c, 0x10e60, 0x10e68)
        || in(c, 0x11052, 0x1105a)
        || in(c, 0x1f100, 0x1f10a);
  }

  private static boolean in(int c, int first, int last) {
    return c >= first && c <= last;
  }

  static boolean isNumeric(int c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> IDEOGRAPHIC_NUMBERS.indexOf(c) >= 0;
    };
  }

  static boolean isAlphanumeric(int c) {
    return isAlpha(c) || isNumeric(c) || isDigit(c);
  }

  static boolean isSpace(int c) {
    return Blanks.is(c);
  }

  /** Whether a character is part of a word, as {@code \w} has it. */
  static boolean isWord(int c) {
    return c == '_' || isAlphanumeric(c);
  }

  static boolean isCased(int c) {
    return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
  }
}
