package io.noetl.camel.execution.profile;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Hosts that may be called: names such as {@code api.example.com}, {@code *.example.com} for all
 * below it, or addresses; each with {@code :port} or for all ports. Names are compared, not
 * addresses.
 *
 * @param rules the rules, read
 */
public record HostRules(List<Rule> rules) {
  private static final String ANY_BELOW = "*.";

  /** No host. */
  public static final HostRules NONE = new HostRules(List.of());

  public HostRules {
    rules = List.copyOf(rules);
  }

  /**
   * A rule.
   *
   * @param name a name in lower case, perhaps with {@code *.} in front
   * @param port 0 for all
   */
  public record Rule(String name, int port) {
    private static Rule of(String text) {
      String rule = text.strip().toLowerCase(Locale.ROOT);
      int colon = rule.startsWith("[") ? rule.indexOf("]:") + 1 : rule.indexOf(':');
      boolean bareAddress = !rule.startsWith("[") && colon != rule.lastIndexOf(':');
      String name = colon > 0 && !bareAddress ? rule.substring(0, colon) : rule;
      String port = colon > 0 && !bareAddress ? rule.substring(colon + 1) : "0";
      if (name.isEmpty() || name.lastIndexOf('*') > 0 || !port.matches("\\d{1,5}")) {
        throw new IllegalArgumentException(
            "hosts: '%s' (expected: a name, *.name or an address, with :port or without)"
                .formatted(text));
      }
      return new Rule(plain(name), Integer.parseInt(port));
    }

    private boolean names(String host) {
      return name.startsWith(ANY_BELOW) ? host.endsWith(name.substring(1)) : host.equals(name);
    }
  }

  /**
   * Reads rules.
   *
   * @throws IllegalArgumentException when one is none
   */
  public static HostRules of(Collection<String> texts) {
    return new HostRules(texts.stream().map(Rule::of).toList());
  }

  /** Whether a port of a host may be called. */
  public boolean allows(String host, int port) {
    String name = plain(host.toLowerCase(Locale.ROOT));
    return rules.stream()
        .anyMatch(rule -> rule.names(name) && (rule.port() == 0 || rule.port() == port));
  }

  /** Whether some port of a host may be called. */
  public boolean names(String host) {
    String name = plain(host.toLowerCase(Locale.ROOT));
    return rules.stream().anyMatch(rule -> rule.names(name));
  }

  private static String plain(String name) {
    return name.replaceAll("\\.$", "").replaceAll("^\\[|\\]$", "");
  }
}
