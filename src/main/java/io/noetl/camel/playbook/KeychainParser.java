package io.noetl.camel.playbook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the {@code keychain} section. */
final class KeychainParser {
  private static final Set<String> SCOPES = Set.of("global", "local", "shared");
  private static final Set<String> ALL_KINDS =
      Set.of("name", "kind", "type", "desc", "description", "scope", "ttl_seconds", "auto_renew");
  private static final Set<String> CREDENTIAL = Set.of("ref", "credential");

  /** The kinds of entries with the fields of each. */
  static final Map<String, Set<String>> FIELDS = new HashMap<>();

  static {
    FIELDS.put("static", Set.of("map"));
    FIELDS.put("bearer", Set.of("token", "access_token"));
    FIELDS.put(
        "oauth2",
        Set.of("endpoint", "token_url", "url", "method", "headers", "data", "auth", "timeout"));
    for (String kind : List.of("secret_manager", "secrets")) {
      FIELDS.put(
          kind,
          Set.of(
              "provider",
              "auth",
              "map",
              "address",
              "url",
              "mount",
              "namespace",
              "kv_version",
              "project",
              "version",
              "region",
              "residency",
              "allowed_regions",
              "no_broker_fallback"));
    }
    FIELDS.put(
        "google_id_token",
        Set.of(
            "target_audience",
            "service_account_secret",
            "service_account_credential",
            "credential",
            "ref",
            "auth"));
    for (String kind :
        List.of(
            "credential", "credential_ref", "google", "google_oauth", "google_service_account")) {
      FIELDS.put(kind, CREDENTIAL);
    }
  }

  private final Problems problems;
  private final Set<String> names = new HashSet<>();

  KeychainParser(Problems problems) {
    this.problems = problems;
  }

  List<KeychainEntry> parse(Fields playbook) {
    List<KeychainEntry> entries = new ArrayList<>();
    List<?> items = playbook.items("keychain");
    for (int i = 0; i < items.size(); i++) {
      String pointer = SourceMap.child(playbook.pointer("keychain"), i);
      Fields fields =
          Fields.of(
              items.get(i),
              pointer,
              "An entry of 'keychain'",
              "Write `- {name: …, kind: …}`.",
              problems);
      KeychainEntry entry = fields == null ? null : entry(fields);
      if (entry != null) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private @Nullable KeychainEntry entry(Fields fields) {
    String name = fields.text("name");
    String kindKey = fields.has("kind") ? "kind" : "type";
    String kind = fields.text(kindKey);
    if (name == null || kind == null) {
      problems.error(
          "PB0250",
          fields.pointer(),
          "An entry of 'keychain' needs a name and a kind.",
          "Write `- {name: …, kind: static, map: {…}}`.");
      return null;
    }
    if (!names.add(name)) {
      problems.error(
          "PB0251",
          fields.pointer("name"),
          "The keychain has two entries named '" + name + "'.",
          "Rename one of them.");
    }
    Set<String> known = FIELDS.get(kind);
    if (known == null) {
      problems.error(
          "PB0252",
          fields.pointer(kindKey),
          "Unknown kind of keychain entry '" + kind + "'.",
          Nearest.hint(kind, FIELDS.keySet()));
    } else {
      Set<String> all = new HashSet<>(ALL_KINDS);
      all.addAll(known);
      fields.warnUnknown(all, "a keychain entry of kind " + kind);
    }
    common(kind, fields);
    return new KeychainEntry(
        name, kind, fields.without(Set.of("name", "kind", "type")), fields.pointer());
  }

  private void common(String kind, Fields fields) {
    String scope = fields.text("scope");
    if (scope != null && !scope.contains("{{") && !SCOPES.contains(scope)) {
      problems.error(
          "PB0253",
          fields.pointer("scope"),
          "Unknown scope '" + scope + "'.",
          Nearest.hint(scope, SCOPES));
    }
    if (!(fields.get("ttl_seconds") instanceof String text && text.contains("{{"))) {
      fields.number("ttl_seconds", 1, 0.001);
    }
    if (fields.flag("auto_renew", false) && !kind.equals("oauth2")) {
      problems.warning(
          "PB0254",
          fields.pointer("auto_renew"),
          "'auto_renew' has no effect on an entry of kind " + kind + ".",
          "Only the tokens of kind oauth2 are renewed: remove it.");
    }
  }
}
