package io.noetl.camel.template.python;

import java.util.Locale;

/** Upper and lower case as Python maps them. */
public final class Case {
  private Case() {}

  /** {@code str.lower}. */
  public static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** {@code str.upper}. */
  public static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** {@code str.capitalize}: the first character in title case, the others in lower case. */
  public static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.codePointAt(0);
    return titled(first) + lower(text).substring(lower(Character.toString(first)).length());
  }

  /** {@code str.title}: each run of cased characters capitalized. */
  static String title(String text) {
    StringBuilder out = new StringBuilder();
    String lowered = lower(text);
    boolean aligned = lowered.length() == text.length();
    boolean inside = false;
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      String small = aligned ? lowered.substring(at, next) : lower(Character.toString(c));
      out.append(inside ? small : titled(c));
      inside = CharClass.isCased(c);
      at = next;
    }
    return out.toString();
  }

  private static String titled(int c) {
    int title = Character.toTitleCase(c);
    String upper = upper(Character.toString(c));
    if (title == c && upper.codePointCount(0, upper.length()) > 1) {
      int cased = 0;
      while (cased < upper.length() && !CharClass.isCased(upper.codePointAt(cased))) {
        cased += Character.charCount(upper.codePointAt(cased));
      }
      int rest = Math.min(upper.length(), cased + 1);
      return upper.substring(0, rest) + lower(upper.substring(rest));
    }
    return Character.toString(title);
  }

  /** {@code str.swapcase}. */
  static String swap(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              String one = Character.toString(c);
              out.append(
                  Character.isUpperCase(c)
                      ? lower(one)
                      : Character.isLowerCase(c) ? upper(one) : one);
            });
    return out.toString();
  }

  /** {@code str.casefold}. */
  static String fold(String text) {
    return lower(upper(lower(text)));
  }

  /** {@code str.islower}. */
  public static boolean isLower(String text) {
    return isCase(text, true);
  }

  /** {@code str.isupper}. */
  public static boolean isUpper(String text) {
    return isCase(text, false);
  }

  private static boolean isCase(String text, boolean lower) {
    boolean cased = false;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int c = text.codePointAt(at);
      boolean wrong = lower ? Character.isUpperCase(c) : Character.isLowerCase(c);
      if (wrong || Character.isTitleCase(c)) {
        return false;
      }
      cased |= lower ? Character.isLowerCase(c) : Character.isUpperCase(c);
    }
    return cased;
  }

  /** {@code str.istitle}. */
  static boolean isTitle(String text) {
    boolean cased = false;
    boolean inside = false;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int c = text.codePointAt(at);
      boolean big = Character.isUpperCase(c) || Character.isTitleCase(c);
      boolean small = Character.isLowerCase(c);
      if ((big && inside) || (small && !inside)) {
        return false;
      }
      inside = big || small;
      cased |= inside;
    }
    return cased;
  }
}
