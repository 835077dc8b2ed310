package io.noetl.camel.component.duckdb;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A secret as DuckDB takes it: {@code CREATE OR REPLACE SECRET}.
 *
 * @param name its name; null for the default of its type
 * @param service what it is for
 * @param options DuckDB's options for it
 */
record DuckDbSecret(@Nullable String name, Service service, Map<String, String> options) {

  /** What secrets are for, with the extension that knows them. */
  enum Service {
    POSTGRES("postgres"),
    S3("httpfs"),
    GCS("httpfs"),
    AZURE("azure");

    private final String extension;

    Service(String extension) {
      this.extension = extension;
    }

    String extension() {
      return extension;
    }

    /** From what playbooks and credentials call it; null for one that DuckDB has no secret for. */
    static @Nullable Service of(String text) {
      String name = text.toLowerCase(Locale.ROOT);
      if (name.contains("postgres")) {
        return POSTGRES;
      }
      if (name.contains("gcs") || name.contains("hmac") || name.contains("google")) {
        return GCS;
      }
      if (name.contains("azure")) {
        return AZURE;
      }
      return name.contains("s3") || name.contains("aws") || name.contains("minio") ? S3 : null;
    }
  }

  static DuckDbSecret of(
      @Nullable String name,
      Service service,
      @Nullable String scope,
      Map<String, @Nullable Object> data) {
    Map<String, String> options =
        switch (service) {
          case POSTGRES -> postgres(data);
          case S3, GCS -> objectStore(data);
          case AZURE -> named(data, "CONNECTION_STRING", "connection_string");
        };
    Object stored = data.get("scope");
    String at = scope == null && stored != null ? stored.toString() : scope;
    if (at != null && service != Service.POSTGRES) {
      options.put("SCOPE", at.endsWith("/") ? at : at + "/");
    }
    return new DuckDbSecret(name, service, options);
  }

  private static Map<String, String> postgres(Map<String, @Nullable Object> data) {
    Map<String, String> options = new LinkedHashMap<>();
    options.putAll(named(data, "HOST", "db_host", "host"));
    options.putAll(named(data, "PORT", "db_port", "port"));
    options.putAll(named(data, "DATABASE", "db_name", "database", "dbname"));
    options.putAll(named(data, "USER", "db_user", "user", "username"));
    options.putAll(named(data, "PASSWORD", "db_password", "password"));
    return options;
  }

  private static Map<String, String> objectStore(Map<String, @Nullable Object> data) {
    Map<String, String> options = new LinkedHashMap<>();
    options.putAll(named(data, "KEY_ID", "key_id", "access_key_id", "aws_access_key_id"));
    options.putAll(
        named(
            data, "SECRET", "secret_key", "secret", "secret_access_key", "aws_secret_access_key"));
    options.putAll(named(data, "SESSION_TOKEN", "session_token", "aws_session_token"));
    options.putAll(named(data, "REGION", "region", "region_name"));
    options.putAll(endpoint(data));
    options.putAll(named(data, "URL_STYLE", "url_style"));
    options.putAll(named(data, "USE_SSL", "use_ssl"));
    return options;
  }

  /** An endpoint may be a URL; a server of one's own takes the bucket in the path. */
  private static Map<String, String> endpoint(Map<String, @Nullable Object> data) {
    Map<String, String> options = named(data, "ENDPOINT", "endpoint", "endpoint_url");
    String endpoint = options.get("ENDPOINT");
    if (endpoint == null) {
      return options;
    }
    options.put("URL_STYLE", "path");
    if (endpoint.contains("://")) {
      URI uri = URI.create(endpoint);
      options.put("ENDPOINT", uri.getRawAuthority());
      options.put("USE_SSL", String.valueOf("https".equals(uri.getScheme())));
    }
    return options;
  }

  private static Map<String, String> named(
      Map<String, @Nullable Object> data, String option, String... keys) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String key : keys) {
      Object value = data.get(key);
      if (value != null && !value.toString().isBlank()) {
        found.put(option, value.toString());
        break;
      }
    }
    return found;
  }

  /** The SQL that makes it. It holds the secret in clear. */
  String sql() {
    String as = name == null ? "" : " \"" + name.replace("\"", "\"\"") + "\"";
    return options.entrySet().stream()
        .map(option -> option.getKey() + " " + SqlParameter.quoted(option.getValue()))
        .collect(
            Collectors.joining(
                ", ",
                "CREATE OR REPLACE SECRET"
                    + as
                    + " (TYPE "
                    + service.name().toLowerCase(Locale.ROOT)
                    + ", ",
                ")"));
  }

  /** What of it must not be read by people. */
  List<String> sensitive() {
    return options.entrySet().stream()
        .filter(
            option ->
                List.of("PASSWORD", "SECRET", "SESSION_TOKEN", "CONNECTION_STRING")
                    .contains(option.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public String toString() {
    return "DuckDbSecret[" + name + ", " + service + "]";
  }
}
