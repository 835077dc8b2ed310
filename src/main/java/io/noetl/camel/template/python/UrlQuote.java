package io.noetl.camel.template.python;

import java.nio.charset.StandardCharsets;

/** Python's {@code urllib.parse.quote}. */
public final class UrlQuote {
  private UrlQuote() {}

  /** For a path: slashes stay. */
  public static String path(String text) {
    return quote(text, "/");
  }

  /** For a query: spaces become {@code +}. */
  public static String query(String text) {
    return quote(text, "").replace("%20", "+");
  }

  private static String quote(String text, String safe) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '.'
              || c == '-'
              || c == '~'
              || safe.indexOf(c) >= 0;
      if (plain) {
        out.append((char) c);
      } else {
        out.append('%');
        out.append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        out.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return out.toString();
  }
}
