package io.noetl.camel.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the server's tables are.
 *
 * @param url JDBC
 * @param user empty where the URL has it
 * @param password empty where there is none
 */
public record DatabaseAddress(String url, String user, String password) {

  /** The database that the environment names, if it names one. */
  public static Optional<DatabaseAddress> configured(Map<String, String> environment) {
    String url = environment.getOrDefault("NOETL_DATABASE_URL", "");
    if (!url.isEmpty()) {
      return Optional.of(of(url, environment));
    }
    String host = environment.getOrDefault("POSTGRES_HOST", "");
    if (host.isEmpty()) {
      return Optional.empty();
    }
    String jdbc =
        "jdbc:postgresql://%s:%s/%s"
            .formatted(
                host,
                first(environment, List.of("POSTGRES_PORT"), "5432"),
                first(environment, List.of("NOETL_POSTGRES_DB", "POSTGRES_DB"), "noetl"));
    return Optional.of(new DatabaseAddress(jdbc, user(environment), password(environment)));
  }

  private static DatabaseAddress of(String url, Map<String, String> environment) {
    if (url.startsWith("jdbc:")) {
      return new DatabaseAddress(url, user(environment), password(environment));
    }
    if (!url.startsWith("postgresql://") && !url.startsWith("postgres://")) {
      throw new IllegalArgumentException(
          "NOETL_DATABASE_URL begins with '%s' (expected: postgresql://user@host:port/database or a"
                  .formatted(url.split(":", 2)[0])
              + " jdbc: URL)");
    }
    URI uri = URI.create(url);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String jdbc = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
    String[] login = (uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo()).split(":", 2);
    return new DatabaseAddress(
        jdbc,
        login[0].isEmpty() ? user(environment) : decoded(login[0]),
        login.length < 2 ? password(environment) : decoded(login[1]));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String user(Map<String, String> environment) {
    return first(environment, List.of("NOETL_USER", "POSTGRES_USER"), "");
  }

  /** A file wins: what stands in the environment, every child process has too. */
  private static String password(Map<String, String> environment) {
    String file = first(environment, List.of("NOETL_PASSWORD_FILE", "POSTGRES_PASSWORD_FILE"), "");
    return file.isEmpty()
        ? first(environment, List.of("NOETL_PASSWORD", "POSTGRES_PASSWORD"), "")
        : content(Path.of(file));
  }

  private static String content(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the database's password in " + file, e);
    }
  }

  private static String first(Map<String, String> environment, List<String> names, String other) {
    return names.stream()
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse(other);
  }

  /** Without the password, which a JDBC URL's query may hold as well. */
  @Override
  public String toString() {
    return url.replaceAll("(?i)([?&](?:ssl)?password=)[^&]*", "$1***");
  }
}
