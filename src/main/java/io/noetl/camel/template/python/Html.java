package io.noetl.camel.template.python;

import org.jspecify.annotations.Nullable;

/** What markupsafe does: escaping for HTML. */
public final class Html {
  private Html() {}

  /** A value's text with {@code & < > ' "} escaped; a Markup stays as it is. */
  public static Markup escape(@Nullable Object value) {
    return value instanceof Markup markup ? markup : new Markup(escapeText(Str.of(value)));
  }

  private static String escapeText(String text) {
    StringBuilder out = null;
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      String entity =
          switch (text.charAt(i)) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '\'' -> "&#39;";
            case '"' -> "&#34;";
            default -> null;
          };
      if (entity != null) {
        if (out == null) {
          out = new StringBuilder(text.length() + 16);
        }
        out.append(text, copied, i).append(entity);
        copied = i + 1;
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }
}
