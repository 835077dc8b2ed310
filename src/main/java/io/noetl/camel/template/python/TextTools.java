package io.noetl.camel.template.python;

import io.noetl.camel.template.syntax.Blanks;
import org.jspecify.annotations.Nullable;

/** What filters of texts need of {@code str} beyond its own package. */
public final class TextTools {
  private TextTools() {}

  /** {@code str.strip}. */
  public static String strip(String text, @Nullable Object chars) {
    return StrPadMethods.strip(text, chars, true, true, "strip");
  }

  /** {@code str.center}. */
  public static String center(String text, int width, Meter meter) {
    return StrPadMethods.center(text, width, meter);
  }

  /** The number of runs of word characters. */
  public static long wordCount(String text) {
    long count = 0;
    boolean inside = false;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      boolean word = CharClass.isWord(text.codePointAt(at));
      count += word && !inside ? 1 : 0;
      inside = word;
    }
    return count;
  }

  /** Upper case behind white space, hyphens and opening brackets, lower case elsewhere. */
  public static String titleWords(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int start = at;
      boolean separator = isWordStart(text.charAt(at));
      while (at < text.length() && isWordStart(text.charAt(at)) == separator) {
        at++;
      }
      String part = text.substring(start, at);
      int first = Character.charCount(part.codePointAt(0));
      out.append(Case.upper(part.substring(0, first))).append(Case.lower(part.substring(first)));
    }
    return out.toString();
  }

  private static boolean isWordStart(char c) {
    return Blanks.is(c) || c == '-' || c == '(' || c == '{' || c == '[' || c == '<';
  }
}
