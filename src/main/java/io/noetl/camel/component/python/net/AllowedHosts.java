package io.noetl.camel.component.python.net;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The hosts that restricted code may call. Names are compared, not addresses: an address is allowed
 * only where it is listed itself.
 */
public final class AllowedHosts {
  private static final String ANY_BELOW = "*.";

  private final List<Rule> rules;
  private final Function<String, List<InetAddress>> addresses;

  private record Rule(String name, int port) {

    static Rule of(String text) {
      String rule = text.strip().toLowerCase(Locale.ROOT);
      int colon = rule.startsWith("[") ? rule.indexOf("]:") + 1 : rule.indexOf(':');
      boolean bareAddress = !rule.startsWith("[") && colon != rule.lastIndexOf(':');
      String name = colon > 0 && !bareAddress ? rule.substring(0, colon) : rule;
      String port = colon > 0 && !bareAddress ? rule.substring(colon + 1) : "0";
      if (name.isEmpty() || name.lastIndexOf('*') > 0 || !port.matches("\\d{1,5}")) {
        throw new IllegalArgumentException(
            "noetl.python.hosts: '"
                + text
                + "' (expected: a name, *.name or an address, with :port or without)");
      }
      return new Rule(plain(name), Integer.parseInt(port));
    }

    boolean allows(String host, int at) {
      boolean named =
          name.startsWith(ANY_BELOW) ? host.endsWith(name.substring(1)) : host.equals(name);
      return named && (port == 0 || port == at);
    }
  }

  /**
   * Makes the rules.
   *
   * @param hosts names such as {@code api.example.com}, {@code *.example.com} for all below it,
   *     addresses; each with {@code :port} or for all ports
   * @param addresses the addresses of a name that may be called; it throws a {@link
   *     RuntimeException} whose message says why there are none
   */
  public AllowedHosts(List<String> hosts, Function<String, List<InetAddress>> addresses) {
    this.rules = hosts.stream().map(Rule::of).toList();
    this.addresses = addresses;
  }

  /** No host at all. */
  public static AllowedHosts none() {
    return new AllowedHosts(List.of(), host -> List.of());
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }

  boolean allows(String host, int port) {
    String name = plain(host.toLowerCase(Locale.ROOT));
    return rules.stream().anyMatch(rule -> rule.allows(name, port));
  }

  List<InetAddress> addresses(String host) {
    return addresses.apply(host);
  }

  private static String plain(String name) {
    return name.replaceAll("\\.$", "").replaceAll("^\\[|\\]$", "");
  }
}
