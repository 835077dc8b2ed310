package io.noetl.camel.tool.http;

import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.ToolJson;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address as a user writes it, made fit to send: spaces, braces and non-ASCII are
 * percent-encoded, what is encoded already stays, a user and password in it are taken out.
 *
 * @param uri the address, ASCII, without user and fragment
 * @param userInfo {@code user:password} as it was written, decoded; null where there was none
 */
record HttpUrl(URI uri, @Nullable String userInfo) {

  private static final Pattern PARTS =
      Pattern.compile(
          "(?<scheme>https?)://(?:(?<user>[^/?#]*)@)?(?<host>\\[[^\\]]*]|[^:/?#]*)(?::(?<port>\\d*))?"
              + "(?<path>/[^?#]*)?(?:\\?(?<query>[^#]*))?(?:#.*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final String PATH_SIGNS = "-._~!$&'()*+,;=:@/";
  private static final String QUERY_SIGNS = "-._~!$'()*+,;=:@/?&[]";
  private static final String VALUE_SIGNS = "-._~";

  /** Reads an address and adds query parameters. */
  static HttpUrl of(String text, Map<String, @Nullable Object> params) throws ToolFailure {
    Matcher parts = PARTS.matcher(text.strip());
    if (!parts.matches() || parts.group("host").isEmpty()) {
      throw wrong(text);
    }
    StringBuilder uri = new StringBuilder();
    uri.append(parts.group("scheme").toLowerCase(java.util.Locale.ROOT)).append("://");
    uri.append(host(text, parts.group("host")));
    if (parts.group("port") != null && !parts.group("port").isEmpty()) {
      uri.append(':').append(parts.group("port"));
    }
    uri.append(parts.group("path") == null ? "/" : encode(parts.group("path"), PATH_SIGNS, true));
    String query =
        parts.group("query") == null ? "" : encode(parts.group("query"), QUERY_SIGNS, true);
    String all = join(query, query(params));
    if (!all.isEmpty()) {
      uri.append('?').append(all);
    }
    try {
      return new HttpUrl(new URI(uri.toString()), parts.group("user"));
    } catch (URISyntaxException e) {
      throw wrong(text);
    }
  }

  /** Parameters as a query or a form: a list gives one pair for each item, null gives none. */
  static String query(Map<String, @Nullable Object> params) {
    StringBuilder query = new StringBuilder();
    params.forEach(
        (name, value) -> {
          if (value instanceof Collection<?> list) {
            list.forEach(item -> pair(query, name, item));
          } else {
            pair(query, name, value);
          }
        });
    return query.toString();
  }

  private static void pair(StringBuilder query, String name, @Nullable Object value) {
    if (value != null) {
      String text =
          value instanceof Map || value instanceof Collection
              ? ToolJson.write(value)
              : value.toString();
      query
          .append(query.isEmpty() ? "" : "&")
          .append(encode(name, VALUE_SIGNS, false))
          .append('=')
          .append(encode(text, VALUE_SIGNS, false));
    }
  }

  private static String join(String one, String other) {
    return one.isEmpty() || other.isEmpty() ? one + other : one + "&" + other;
  }

  private static String host(String text, String host) throws ToolFailure {
    try {
      return host.startsWith("[") ? host : IDN.toASCII(host);
    } catch (IllegalArgumentException e) {
      throw wrong(text);
    }
  }

  private static String encode(String text, String signs, boolean keepEncoded) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder out = new StringBuilder(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int b = bytes[i] & 0xff;
      boolean plain =
          (b >= 'a' && b <= 'z')
              || (b >= 'A' && b <= 'Z')
              || (b >= '0' && b <= '9')
              || (b < 0x80 && signs.indexOf(b) >= 0);
      boolean encoded =
          keepEncoded && b == '%' && i + 2 < bytes.length && hex(bytes[i + 1]) && hex(bytes[i + 2]);
      if (plain || encoded) {
        out.append((char) b);
      } else {
        out.append('%').append("%02X".formatted(b));
      }
    }
    return out.toString();
  }

  private static boolean hex(byte b) {
    return Character.digit(b, 16) >= 0;
  }

  private static ToolFailure wrong(String text) {
    String shown = text.strip();
    return new ToolFailure(
        "TL0201",
        "ConfigError",
        "Request error: url '%s' (expected: http://host/path or https://host/path)"
            .formatted(Redaction.url(shown)));
  }
}
