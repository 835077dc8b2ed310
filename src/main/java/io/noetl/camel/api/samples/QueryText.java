package io.noetl.camel.api.samples;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A URL's query, {@code a=1&b=two%20words}. */
final class QueryText {
  private QueryText() {}

  /** Its members; the last of a name wins. */
  static Map<String, String> parse(@Nullable String query) {
    Map<String, String> members = new TreeMap<>();
    if (query == null || query.isEmpty()) {
      return members;
    }
    for (String member : query.split("&", -1)) {
      String[] pair = member.split("=", 2);
      members.put(decoded(pair[0]), pair.length < 2 ? "" : decoded(pair[1]));
    }
    return members;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
