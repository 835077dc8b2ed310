package io.noetl.camel.component.duckdb;

import io.noetl.camel.execution.net.HostPort;
import io.noetl.camel.tool.credential.OpenCredential;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A secret as DuckDB takes it: {@code CREATE OR REPLACE SECRET}.
 *
 * @param name its name; null for the default of its type
 * @param service what it is for
 * @param options DuckDB's options for it
 * @param servers the servers of the stored credential that it is made of
 */
record DuckDbSecret(
    @Nullable String name, Service service, Map<String, String> options, Set<HostPort> servers) {
  private static final String POSTGRES_PORT = "5432";

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

    /** From the credential's type, else its {@code service}; null where DuckDB has no secret. */
    static @Nullable Service of(OpenCredential credential) {
      Service byType = named(credential.type());
      String service = credential.text("service", "type");
      return byType == null && service != null ? named(service) : byType;
    }

    private static @Nullable Service named(String text) {
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
      @Nullable String name, Service service, @Nullable String scope, OpenCredential credential) {
    Map<String, String> options =
        switch (service) {
          case POSTGRES -> postgres(credential);
          case S3, GCS -> objectStore(credential);
          case AZURE -> option(credential, "CONNECTION_STRING", "connection_string");
        };
    String at = scope == null ? credential.text("scope") : scope;
    if (at != null && service != Service.POSTGRES) {
      options.put("SCOPE", at.endsWith("/") ? at : at + "/");
    }
    return new DuckDbSecret(name, service, options, credential.servers());
  }

  /**
   * The secret for a database that reaches the servers of stored credentials by ways of its own.
   */
  DuckDbSecret through(DuckDbReach reach) {
    if (service != Service.POSTGRES) {
      reach.allow(servers);
      return this;
    }
    String host = options.getOrDefault("HOST", "");
    HostPort server =
        new HostPort(host, Integer.parseInt(options.getOrDefault("PORT", POSTGRES_PORT)));
    InetSocketAddress way = host.isEmpty() ? null : reach.forwarded(server, servers);
    if (way == null) {
      return this;
    }
    Map<String, String> through = new LinkedHashMap<>(options);
    // libpq connects to the address, and verifies TLS by the name
    through.put("HOSTADDR", way.getAddress().getHostAddress());
    through.put("PORT", String.valueOf(way.getPort()));
    return new DuckDbSecret(name, service, through, servers);
  }

  private static Map<String, String> postgres(OpenCredential credential) {
    Map<String, String> options = new LinkedHashMap<>();
    options.putAll(option(credential, "HOST", "db_host", "host"));
    options.putAll(option(credential, "PORT", "db_port", "port"));
    options.putAll(option(credential, "DATABASE", "db_name", "database", "dbname"));
    options.putAll(option(credential, "USER", "db_user", "user", "username"));
    options.putAll(option(credential, "PASSWORD", "db_password", "password"));
    return options;
  }

  private static Map<String, String> objectStore(OpenCredential credential) {
    Map<String, String> options = new LinkedHashMap<>();
    options.putAll(option(credential, "KEY_ID", "key_id", "access_key_id", "aws_access_key_id"));
    options.putAll(
        option(
            credential,
            "SECRET",
            "secret_key",
            "secret",
            "secret_access_key",
            "aws_secret_access_key"));
    options.putAll(option(credential, "SESSION_TOKEN", "session_token", "aws_session_token"));
    options.putAll(option(credential, "REGION", "region", "region_name"));
    options.putAll(endpoint(credential));
    options.putAll(option(credential, "URL_STYLE", "url_style"));
    options.putAll(option(credential, "USE_SSL", "use_ssl"));
    return options;
  }

  /** An endpoint may be a URL; a server of one's own takes the bucket in the path. */
  private static Map<String, String> endpoint(OpenCredential credential) {
    Map<String, String> options = option(credential, "ENDPOINT", "endpoint", "endpoint_url");
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

  private static Map<String, String> option(
      OpenCredential credential, String option, String... fields) {
    Map<String, String> found = new LinkedHashMap<>();
    String value = credential.text(fields);
    if (value != null) {
      found.put(option, value);
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
