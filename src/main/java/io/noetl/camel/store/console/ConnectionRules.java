package io.noetl.camel.store.console;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a client's connection string may lead: to the configured servers, or anywhere that outgoing
 * connections may go where the operator allows free connection strings.
 *
 * @param configured the service's own server and those that the operator lists
 * @param free whether other servers are allowed
 * @param addresses resolves and checks the address of other servers
 */
public record ConnectionRules(
    List<ConnectionTarget> configured, boolean free, AddressCheck addresses) {

  /**
   * The address to connect to for a client's connection string; empty for the operator's own
   * servers, which may be anywhere.
   *
   * @throws Refused when the target is not allowed
   */
  Optional<InetAddress> addressOf(ConnectionTarget target) {
    if (configured.stream().anyMatch(known -> sameServer(known, target))) {
      return Optional.empty();
    }
    if (!free) {
      throw new Refused(
          ("connection_string leads to %s:%d; allowed are stored credentials (\"credential\") and"
               + " the servers %s. An administrator can list more in noetl.console.servers, or set"
               + " noetl.console.free-connections")
              .formatted(
                  target.host(),
                  target.port(),
                  configured.stream().map(server -> server.host() + ":" + server.port()).toList()));
    }
    return Optional.of(addresses.resolve(target, false));
  }

  private static boolean sameServer(ConnectionTarget one, ConnectionTarget other) {
    return one.port() == other.port() && canonical(one.host()).equals(canonical(other.host()));
  }

  private static String canonical(String host) {
    return switch (host.toLowerCase(Locale.ROOT)) {
      case "localhost", "127.0.0.1", "::1" -> "localhost";
      default -> host.toLowerCase(Locale.ROOT);
    };
  }

  /** Resolves a host name once and says whether one may connect to it. */
  @FunctionalInterface
  public interface AddressCheck {
    /**
     * The address to connect to.
     *
     * @param ofCredential whether a stored credential names the server
     * @throws Refused when it is not allowed, or the name has no address
     */
    InetAddress resolve(ConnectionTarget target, boolean ofCredential);
  }

  /** A connection that is not allowed. The message says what is. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
      super(message);
    }
  }
}
