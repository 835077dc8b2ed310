package io.noetl.camel.template.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTML 5's character references, resolved as Python's {@code html.unescape} does. */
final class HtmlEntities {
  private static final Pattern REFERENCE =
      Pattern.compile("&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\\t\\n\\f <&#;]{1,32};?)");
  private static final String WINDOWS =
      "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d"
          + "\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153"
          + "\u009d\u017e\u0178";
  private static final Set<Integer> DROPPED = Set.of(0xb);

  private HtmlEntities() {}

  /** The table, read when it is first needed. */
  private static final class Table {
    static final Map<String, String> NAMES = read();

    private static Map<String, String> read() {
      Properties properties = new Properties();
      try (InputStream in = HtmlEntities.class.getResourceAsStream("html-entities.properties")) {
        if (in == null) {
          throw new IllegalStateException("html-entities.properties is not in the jar");
        }
        try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
          properties.load(reader);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Map<String, String> names = new HashMap<>();
      properties.forEach((name, value) -> names.put((String) name, (String) value));
      return names;
    }
  }

  static String unescape(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    return REFERENCE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(resolve(match.group(1))));
  }

  private static String resolve(String reference) {
    if (reference.startsWith("#")) {
      boolean hex = (reference.charAt(1) | 0x20) == 'x';
      String digits = reference.substring(hex ? 2 : 1).replace(";", "");
      return character(digits, hex ? 16 : 10);
    }
    String whole = Table.NAMES.get(reference);
    if (whole != null) {
      return whole;
    }
    for (int length = reference.length() - 1; length > 1; length--) {
      String part = Table.NAMES.get(reference.substring(0, length));
      if (part != null) {
        return part + reference.substring(length);
      }
    }
    return "&" + reference;
  }

  private static String character(String digits, int radix) {
    String significant = digits.replaceFirst("^0+", "");
    long code = significant.length() > 8 ? Long.MAX_VALUE : Long.parseLong("0" + digits, radix);
    if (code == 0 || code > Character.MAX_CODE_POINT || (code >= 0xd800 && code <= 0xdfff)) {
      return "\ufffd";
    }
    int c = (int) code;
    if (c >= 0x80 && c <= 0x9f) {
      return String.valueOf(WINDOWS.charAt(c - 0x80));
    }
    boolean invalid =
        DROPPED.contains(c)
            || c < 9
            || (c >= 0xe && c <= 0x1f)
            || c == 0x7f
            || (c >= 0xfdd0 && c <= 0xfdef)
            || (c & 0xfffe) == 0xfffe;
    return invalid ? "" : Character.toString(c);
  }
}
