package io.noetl.camel.cli.client;

import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;

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
    String message = failure.getMessage();
    if (message != null) {
      return message;
    }
    return failure.getCause() instanceof ConnectException refused
            && refused.getCause() instanceof UnresolvedAddressException
        ? "no such host"
        : "connection refused";
  }
}
