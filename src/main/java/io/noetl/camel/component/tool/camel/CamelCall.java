package io.noetl.camel.component.tool.camel;

import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call names: {@code scheme}, {@code path} and {@code options}, or the older {@code uri:
 * scheme:path?option=value}, which is read here and never by Camel.
 */
record CamelCall(String scheme, String path, Map<String, @Nullable Object> options) {

  static CamelCall of(ToolCall call) throws ToolFailure {
    String scheme = call.text("scheme");
    String uri = call.text("uri");
    if (scheme != null) {
      if (uri != null) {
        throw OpenScheme.refused("both scheme and uri (expected: one of them)");
      }
      String path = call.text("path");
      return new CamelCall(
          normal(scheme), path == null ? "" : path, new CallFields(call.config()).map("options"));
    }
    if (uri == null) {
      throw OpenScheme.refused("scheme is missing (expected: the name of a Camel component)");
    }
    return parsed(uri, new CallFields(call.config()).map("options"));
  }

  private static CamelCall parsed(String uri, Map<String, @Nullable Object> more)
      throws ToolFailure {
    int colon = uri.indexOf(':');
    String scheme = colon < 0 ? uri : uri.substring(0, colon);
    String rest = colon < 0 ? "" : uri.substring(colon + 1);
    int query = rest.indexOf('?');
    String path = query < 0 ? rest : rest.substring(0, query);
    Map<String, @Nullable Object> options = new LinkedHashMap<>();
    if (query >= 0) {
      for (String pair : rest.substring(query + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        if (equals < 0 || options.containsKey(name)) {
          throw OpenScheme.refused(
              "uri: the option '%s' has no value or two (expected: ?name=value&name=value)"
                  .formatted(name));
        }
        options.put(name, decoded(pair.substring(equals + 1)));
      }
    }
    options.putAll(more);
    return new CamelCall(normal(scheme), path.startsWith("//") ? path.substring(2) : path, options);
  }

  private static String normal(String scheme) {
    return scheme.strip().toLowerCase(Locale.ROOT);
  }

  private static String decoded(String text) throws ToolFailure {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw OpenScheme.refused("uri: an option is not percent-encoded (expected: %25 for a %)");
    }
  }
}
