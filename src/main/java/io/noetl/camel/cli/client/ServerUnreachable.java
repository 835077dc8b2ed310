package io.noetl.camel.cli.client;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;

/** Nothing answers at the server's address. */
public final class ServerUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServerUnreachable(URI server, Exception cause) {
    super(
        ("No server answers at %s (%s). Start one with `noetlctl server start`, or name another"
                + " with --server-url or --server-context.")
            .formatted(server, reason(cause)),
        cause);
  }

  private static String reason(Exception failure) {
    return switch (failure) {
      case UnknownHostException _ -> "no such host";
      case ConnectException _ -> "connection refused";
      default -> String.valueOf(failure.getMessage());
    };
  }
}
