package io.noetl.camel.component.duckdb;

import io.noetl.camel.tool.CallFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a step's {@code auth}: a DuckDB secret to make.
 *
 * @param name the secret's name; null for DuckDB's default secret of its type
 * @param scope for which URIs; null for all
 * @param entry where its fields come from, as the playbook says
 */
record SecretSpec(@Nullable String name, @Nullable String scope, Object entry) {
  private static final List<String> FLAT_KEYS =
      List.of("source", "key", "credential", "type", "service", "tool");
  private static final String[] CLOUD_FIELDS = {
    "gcs_credential", "s3_credential", "cloud_credential"
  };

  /**
   * The secrets of a step: {@code auth} as a name, as one flat map or as a map of aliases, and
   * {@code gcs_credential} and its kin.
   */
  static List<SecretSpec> of(Map<String, @Nullable Object> config) {
    List<SecretSpec> specs = new ArrayList<>();
    Object auth = new CallFields(config).first("auth", "credentials", "credential");
    Map<String, @Nullable Object> map = CallFields.asMap(auth);
    if (map == null) {
      if (auth instanceof String name && !name.isBlank()) {
        specs.add(new SecretSpec(null, null, name));
      }
    } else if (FLAT_KEYS.stream().anyMatch(key -> map.get(key) instanceof String)) {
      specs.add(entry(null, map));
    } else {
      map.forEach((alias, entry) -> add(specs, alias, entry));
    }
    for (String field : CLOUD_FIELDS) {
      add(specs, null, config.get(field));
    }
    return specs;
  }

  private static void add(List<SecretSpec> specs, @Nullable String alias, @Nullable Object entry) {
    Map<String, @Nullable Object> fields = CallFields.asMap(entry);
    if (fields != null) {
      specs.add(entry(alias, fields));
    } else if (entry != null && !entry.toString().isBlank()) {
      specs.add(new SecretSpec(alias, null, entry));
    }
  }

  private static SecretSpec entry(@Nullable String alias, Map<String, @Nullable Object> map) {
    CallFields fields = new CallFields(map);
    boolean named = fields.text("key", "credential", "name") != null;
    String name = named ? fields.text("secret_name") : null;
    return new SecretSpec(name == null ? alias : name, fields.text("scope"), map);
  }
}
