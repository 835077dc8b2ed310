package io.noetl.camel.api.access;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which web pages may call the server, and by which names.
 *
 * @param local whether pages of this machine may call, from any port
 * @param origins further pages, as {@code https://console.example.org}
 * @param hosts further names of the server
 */
public record Origins(boolean local, List<String> origins, List<String> hosts) {
  private static final Set<String> LOCAL =
      Set.of("localhost", "127.0.0.1", "::1", "[::1]", "0:0:0:0:0:0:0:1");

  /** Whether a name is one of the server's, on this machine. */
  boolean isOurHost(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return isLocal(name) || hosts.contains(name);
  }

  /** Whether a page of an origin may call the server that it calls by a host name. */
  boolean allows(String origin, String host) {
    if (origins.contains(origin)) {
      return true;
    }
    String from;
    try {
      URI uri = URI.create(origin);
      from = uri.getHost();
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (from == null) {
      return false;
    }
    return from.equalsIgnoreCase(host) || (local && isLocal(from.toLowerCase(Locale.ROOT)));
  }

  private static boolean isLocal(String name) {
    return LOCAL.contains(name)
        || name.endsWith(".localhost")
        || name.matches("127(\\.\\d{1,3}){3}");
  }
}
