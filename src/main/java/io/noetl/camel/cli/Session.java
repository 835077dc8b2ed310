package io.noetl.camel.cli;

import io.noetl.camel.cli.client.Contexts;
import io.noetl.camel.cli.client.ServerClient;
import io.noetl.camel.cli.output.Console;
import io.noetl.camel.tool.HomeFolder;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every command works with: the terminal, the environment, the chosen server. */
public final class Session {
  private static final int DEFAULT_PORT = 8082;

  private final GlobalOptions options;
  private final Console console;
  private final Map<String, String> environment;

  public Session(GlobalOptions options, Console console, Map<String, String> environment) {
    this.options = options;
    this.console = console;
    this.environment = Map.copyOf(environment);
  }

  /** The terminal. */
  public Console console() {
    return console;
  }

  /** The global options, as given. */
  public GlobalOptions options() {
    return options;
  }

  /** The process's environment variables. */
  public Map<String, String> environment() {
    return environment;
  }

  /** The folder for data and caches: {@code NOETL_HOME}, by default {@code ~/.noetl}. */
  public Path home() {
    return HomeFolder.of(environment);
  }

  /** The contexts in the file that NoETL's clients use too. */
  public Contexts contexts() {
    return new Contexts(userFolder().resolve("config.yaml"));
  }

  private Path userFolder() {
    String user = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    return Path.of(user, ".noetl");
  }

  /** A client of the chosen server, to be closed. */
  public ServerClient connect() {
    return connect(server());
  }

  /** A client of a server. */
  public ServerClient connect(URI server) {
    return new ServerClient(server, environment.get("NOETL_API_KEY"));
  }

  /** By options, else by environment, else by context, else on this machine. */
  private URI server() {
    String url = address();
    URI server = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    if (!List.of("http", "https").contains(server.getScheme()) || server.getHost() == null) {
      throw new CommandFailed(
          "server URL: '%s' (expected: like http://localhost:8082)".formatted(url), ExitCode.USAGE);
    }
    return server;
  }

  private String address() {
    String url = options.serverUrl();
    if (url != null) {
      return url;
    }
    String host = options.host();
    Integer port = options.port();
    if (host != null || port != null) {
      return at(host, port);
    }
    String context = options.context();
    if (context != null) {
      return contexts().server(context);
    }
    String fromEnvironment = environment.get("NOETL_SERVER_URL");
    if (fromEnvironment != null && !fromEnvironment.isEmpty()) {
      return fromEnvironment;
    }
    Contexts contexts = contexts();
    return contexts.current().map(contexts::server).orElseGet(() -> at(null, null));
  }

  private static String at(@Nullable String host, @Nullable Integer port) {
    return "http://%s:%d"
        .formatted(host == null ? "localhost" : host, port == null ? DEFAULT_PORT : port);
  }
}
