package io.noetl.camel.store.secret;

import java.net.URI;
import java.util.Locale;

/** The host in what a credential's field holds. */
final class Hosts {
  private Hosts() {}

  /** The host of a URL, of {@code host:port}, or the text itself; in lower case. */
  static String of(String text) {
    String address = text.strip().toLowerCase(Locale.ROOT);
    try {
      URI uri = URI.create(address.contains("://") ? address : "any://" + address);
      return uri.getHost() == null ? address : uri.getHost();
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
