package io.noetl.camel.template.python;

import io.noetl.camel.template.syntax.Blanks;

/** Text out of HTML. */
public final class HtmlText {
  private HtmlText() {}

  /** Takes comments and tags away, makes white space one blank each, and resolves entities. */
  public static String stripTags(String text) {
    String plain = without(without(text, "<!--", "-->"), "<", ">");
    StringBuilder out = new StringBuilder(plain.length());
    int at = Blanks.skip(plain, 0);
    while (at < plain.length()) {
      int start = at;
      while (at < plain.length() && !Blanks.is(plain.charAt(at))) {
        at++;
      }
      out.append(out.isEmpty() ? "" : " ").append(plain, start, at);
      at = Blanks.skip(plain, at);
    }
    return HtmlEntities.unescape(out.toString());
  }

  /** Resolves entities. */
  static String unescape(String text) {
    return HtmlEntities.unescape(text);
  }

  /** The text without the parts between two marks, marks included. */
  private static String without(String text, String open, String close) {
    StringBuilder out = new StringBuilder(text);
    int start = out.indexOf(open);
    while (start >= 0) {
      int end = out.indexOf(close, start);
      if (end < 0) {
        break;
      }
      out.delete(start, end + close.length());
      start = out.indexOf(open);
    }
    return out.toString();
  }
}
