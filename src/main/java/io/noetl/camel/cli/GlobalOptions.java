package io.noetl.camel.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options of every verb: which server to talk to. */
public final class GlobalOptions {
  @Option(
      names = "--server-url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "The server, for example http://localhost:8082.")
  private @Nullable String serverUrl;

  @Option(
      names = "--host",
      scope = ScopeType.INHERIT,
      description = "The server's host (with `server start`: the address to listen on).")
  private @Nullable String host;

  @Option(
      names = "--port",
      scope = ScopeType.INHERIT,
      description = "The server's port (with `server start`: 0 = a free one).")
  private @Nullable Integer port;

  @Option(
      names = "--server-context",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "A context of the configuration file, instead of the current one.")
  private @Nullable String context;

  /** A whole URL, if given. */
  public @Nullable String serverUrl() {
    return serverUrl;
  }

  /** A host, if given. */
  public @Nullable String host() {
    return host;
  }

  /** A port, if given. */
  public @Nullable Integer port() {
    return port;
  }

  /** The name of a context, if given. */
  public @Nullable String context() {
    return context;
  }
}
