package io.noetl.camel.tool.credential;

import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.ToolFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a step's {@code auth} in each form that it may have: a credential's name; one object with
 * {@code source} (credential, secret, env, inline), {@code key} or fields; a map of aliases to
 * names or objects.
 */
final class AuthSpecs {

  private static final Set<String> RESERVED =
      Set.of(
          "source",
          "key",
          "credential",
          "name",
          "service",
          "secret_name",
          "scope",
          "fields",
          "inject",
          "type",
          "tool",
          "provider");
  // An object with one of these is fields in the playbook, not a map of aliases.
  private static final Set<String> FIELD_NAMES =
      Set.of(
          "token",
          "value",
          "username",
          "password",
          "user",
          "host",
          "database",
          "dsn",
          "api_key",
          "header_name",
          "client_id",
          "token_url",
          "db_host",
          "db_name",
          "db_user",
          "db_password",
          "db_conn_string",
          "sf_account",
          "account",
          "key_id",
          "service_account_json");

  private AuthSpecs() {}

  /** The entries by alias; a spec without aliases is one entry under its name or type. */
  static Map<String, AuthSpec> parse(Object spec) throws ToolFailure {
    if (spec instanceof String text && !text.stripLeading().startsWith("{")) {
      String name = text.strip();
      return Map.of(name, new AuthSpec.Named(name, null, Map.of()));
    }
    Map<String, @Nullable Object> map = CallFields.asMap(spec);
    if (map == null || map.isEmpty()) {
      throw wrong(
          "auth: %s (expected: a credential's name, or a map with one)"
              .formatted(map == null ? CallFields.kindOf(spec) : "an empty map"));
    }
    return isAliases(map) ? aliases(map) : Map.of(label(map), single(map));
  }

  private static boolean isAliases(Map<String, @Nullable Object> map) {
    if (map.values().stream().allMatch(value -> CallFields.asMap(value) != null)) {
      return !map.containsKey("fields");
    }
    return map.keySet().stream()
        .noneMatch(key -> RESERVED.contains(key) || FIELD_NAMES.contains(key));
  }

  private static Map<String, AuthSpec> aliases(Map<String, @Nullable Object> map)
      throws ToolFailure {
    Map<String, AuthSpec> specs = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : map.entrySet()) {
      Map<String, @Nullable Object> fields = CallFields.asMap(entry.getValue());
      if (fields != null) {
        specs.put(entry.getKey(), single(fields));
      } else if (entry.getValue() instanceof String name && !name.isBlank()) {
        specs.put(entry.getKey(), new AuthSpec.Named(name.strip(), null, Map.of()));
      } else {
        throw wrong(
            "auth.%s: %s (expected: a credential's name, or a map)"
                .formatted(entry.getKey(), CallFields.kindOf(entry.getValue())));
      }
    }
    return specs;
  }

  private static AuthSpec single(Map<String, @Nullable Object> map) throws ToolFailure {
    CallFields fields = new CallFields(map);
    String type = fields.text("type", "service", "tool");
    Map<String, @Nullable Object> inline = inline(map);
    String source = fields.text("source");
    return switch (source == null ? implied(map, type) : source) {
      case "credential" ->
          new AuthSpec.Named(fields.required("auth", "key", "credential", "name"), type, inline);
      case "secret" ->
          new AuthSpec.Variable(
              fields.required("auth", "secret_name", "name", "key"), type, inline);
      case "env" ->
          new AuthSpec.Variable(
              fields.required("auth", "name", "key", "secret_name"), type, inline);
      case "inline" -> new AuthSpec.Inline(type, inline);
      default ->
          throw wrong(
              "auth.source: %s (expected: credential, secret, env or inline)".formatted(source));
    };
  }

  private static String implied(Map<String, @Nullable Object> map, @Nullable String type) {
    // {type: api_key, key: X-Key, value: …}: there the key is the header's name
    boolean header = "api_key".equals(type) && map.get("value") != null;
    if (map.get("credential") != null || (map.get("key") != null && !header)) {
      return "credential";
    }
    if (map.get("secret_name") != null) {
      return "secret";
    }
    return map.get("name") != null && inline(map).size() == 0 ? "credential" : "inline";
  }

  private static Map<String, @Nullable Object> inline(Map<String, @Nullable Object> map) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (!RESERVED.contains(key) || ("key".equals(key) && map.get("value") != null)) {
            fields.put(key, value);
          }
        });
    Map<String, @Nullable Object> nested = CallFields.asMap(map.get("fields"));
    if (nested != null) {
      fields.putAll(nested);
    }
    return fields;
  }

  private static String label(Map<String, @Nullable Object> map) {
    String label = new CallFields(map).text("credential", "key", "name", "secret_name", "type");
    return label == null ? "auth" : label;
  }

  private static ToolFailure wrong(String message) {
    return new ToolFailure("TL0101", "ConfigError", message);
  }
}
