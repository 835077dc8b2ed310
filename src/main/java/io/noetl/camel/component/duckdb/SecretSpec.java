package io.noetl.camel.component.duckdb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a step's {@code auth}: a DuckDB secret to make.
 *
 * @param name the secret's name; null for DuckDB's default secret of its type
 * @param service what it is for, as the playbook says; null where the credential tells
 * @param credential the credential's name; null where the fields stand in the playbook
 * @param scope for which URIs; null for all
 * @param fields fields that stand in the playbook; they go over the credential's
 */
record SecretSpec(
    @Nullable String name,
    @Nullable String service,
    @Nullable String credential,
    @Nullable String scope,
    Map<String, @Nullable Object> fields) {

  private static final List<String> FLAT_KEYS =
      List.of("source", "key", "credential", "type", "service", "fields");
  private static final List<String> CLOUD_FIELDS =
      List.of("gcs_credential", "s3_credential", "cloud_credential");

  /**
   * The secrets of a step: {@code auth} as a name, as one flat map or as a map of aliases, and
   * {@code gcs_credential} and its kin.
   */
  static List<SecretSpec> of(Map<String, @Nullable Object> config) {
    List<SecretSpec> specs = new ArrayList<>();
    switch (config.get("auth")) {
      case null -> {}
      case String name when !name.isBlank() -> specs.add(named(null, name));
      case Map<?, ?> map when isFlat(map) -> specs.add(spec(null, map));
      case Map<?, ?> map ->
          map.forEach(
              (alias, value) -> {
                String name = String.valueOf(alias);
                if (value instanceof Map<?, ?> spec) {
                  specs.add(spec(name, spec));
                } else if (value != null) {
                  specs.add(named(name, value.toString()));
                }
              });
      default -> {}
    }
    for (String field : CLOUD_FIELDS) {
      String name = text(config, field);
      if (name != null) {
        specs.add(named(null, name.replaceFirst("^keychain:", "")));
      }
    }
    return specs;
  }

  private static boolean isFlat(Map<?, ?> map) {
    return FLAT_KEYS.stream()
        .anyMatch(
            key ->
                map.containsKey(key)
                    && !(map.get(key) instanceof Map<?, ?> && !key.equals("fields")));
  }

  private static SecretSpec named(@Nullable String alias, String credential) {
    return new SecretSpec(alias, null, credential, null, Map.of());
  }

  private static SecretSpec spec(@Nullable String alias, Map<?, ?> map) {
    String name = text(map, "secret_name");
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (map.get("fields") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> fields.put(String.valueOf(key), value));
    }
    return new SecretSpec(
        name == null ? alias : name,
        first(map, "tool", "service", "type"),
        first(map, "key", "credential", "name"),
        text(map, "scope"),
        fields);
  }

  private static @Nullable String first(Map<?, ?> map, String... keys) {
    for (String key : keys) {
      String value = text(map, key);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static @Nullable String text(Map<?, ?> map, String key) {
    Object value = map.get(key);
    return value == null || value.toString().isBlank() ? null : value.toString();
  }
}
