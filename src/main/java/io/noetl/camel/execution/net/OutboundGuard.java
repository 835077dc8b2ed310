package io.noetl.camel.execution.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Says whether an outgoing call may go to a host, against server-side request forgery. The name is
 * resolved once, and the caller connects to the address that was checked: a name that changes its
 * address between check and call gains nothing. Redirects are checked like first calls.
 *
 * <p>Link-local addresses and those of cloud metadata services are never allowed. Loopback and
 * private ranges are allowed where the operator lists them or the local default opens them; the
 * server of a stored credential is for the calls that use this credential ({@link #allowing}).
 */
public final class OutboundGuard {
  private static final List<AddressRange> NEVER =
      ranges(
          "169.254.0.0/16",
          "fe80::/10",
          "fd00:ec2::254",
          "100.100.100.200",
          "192.0.0.192",
          "0.0.0.0/8",
          "224.0.0.0/4",
          "ff00::/8",
          "::",
          "255.255.255.255",
          "168.63.129.16",
          // translation prefixes of a network's own: where in them the IPv4 address stands is not
          // to be known from outside
          "64:ff9b:1::/48");
  private static final List<AddressRange> INTERNAL =
      ranges(
          "127.0.0.0/8",
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "100.64.0.0/10",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "240.0.0.0/4",
          // of IPv6 only the global unicast range is the internet, without what has a use of its
          // own
          "::/3",
          "4000::/2",
          "8000::/1",
          "2001::/23",
          "2001:db8::/32",
          "3fff::/20");
  private static final Set<String> NEVER_NAMES =
      Set.of("metadata.google.internal", "metadata", "metadata.azure.com", "instance-data");

  private final Names names;
  private final boolean openInternal;
  private final List<AddressRange> allowed;
  private final Set<HostPort> servers;
  private final Predicate<HostPort> limits;

  /**
   * Makes a guard.
   *
   * @param names resolves host names
   * @param openInternal whether loopback and private ranges are all allowed: the local default
   * @param allowed ranges that the operator allows
   */
  public OutboundGuard(Names names, boolean openInternal, List<AddressRange> allowed) {
    this(names, openInternal, allowed, Set.of(), server -> true);
  }

  private OutboundGuard(
      Names names,
      boolean openInternal,
      List<AddressRange> allowed,
      Set<HostPort> servers,
      Predicate<HostPort> limits) {
    this.names = names;
    this.openInternal = openInternal;
    this.allowed = List.copyOf(allowed);
    this.servers = Set.copyOf(servers);
    this.limits = limits;
  }

  /**
   * The guard of a call that holds stored credentials: it may reach their servers too, at the ports
   * that they name.
   */
  public OutboundGuard allowing(Set<HostPort> ofCredentials) {
    return servers.equals(ofCredentials)
        ? this
        : new OutboundGuard(names, openInternal, allowed, ofCredentials, limits);
  }

  /**
   * The guard of a call that may reach these servers only, as far as this guard allows them, and
   * those of its stored credentials.
   */
  public OutboundGuard within(Predicate<HostPort> some) {
    return new OutboundGuard(names, openInternal, allowed, servers, limits.and(some));
  }

  /**
   * The address to connect to.
   *
   * @param host a name or an address
   * @throws Denied when none of its addresses is allowed, or it has none
   */
  public InetAddress resolve(String host, int port) {
    return resolveAll(host, port).getFirst();
  }

  /**
   * All addresses that a caller may try, in the resolver's order.
   *
   * @throws Denied when one of its addresses is not allowed, or it has none
   */
  public List<InetAddress> resolveAll(String host, int port) {
    HostPort server = new HostPort(host, port);
    String name = server.host();
    boolean ofCredential = servers.contains(server);
    if (NEVER_NAMES.contains(name)) {
      throw new Denied(host, "a metadata service");
    }
    if (!ofCredential && !limits.test(server)) {
      throw new Denied(host, "none of those that this execution may call (port " + port + ")");
    }
    List<InetAddress> addresses;
    try {
      addresses = names.resolve(name);
    } catch (UnknownHostException e) {
      throw new Denied(host);
    }
    for (InetAddress address : addresses) {
      check(name, address, ofCredential);
    }
    return addresses;
  }

  /**
   * Checks an address that somebody else has resolved.
   *
   * @throws Denied when it may not be called
   */
  public void check(InetAddress address) {
    check(address.getHostAddress(), address, false);
  }

  private void check(String name, InetAddress address, boolean ofCredential) {
    InetAddress plain = Embedded.ipv4(address);
    if (in(NEVER, plain)) {
      throw new Denied(name, "a link-local or metadata address (" + address.getHostAddress() + ")");
    }
    boolean internal = in(INTERNAL, plain);
    if (internal && !openInternal && !in(allowed, plain) && !ofCredential) {
      throw new Denied(
          name,
          "an internal address (%s); an operator can list it in noetl.outbound.allowed"
              .formatted(address.getHostAddress()));
    }
  }

  /** Whether loopback and private ranges are open: the local default. */
  public boolean opensInternal() {
    return openInternal;
  }

  private static boolean in(List<AddressRange> ranges, InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).map(AddressRange::parse).toList();
  }

  /** Resolves host names. */
  @FunctionalInterface
  public interface Names {
    /** All addresses of a name, at least one. */
    List<InetAddress> resolve(String name) throws UnknownHostException;

    /** The system's resolver. */
    Names SYSTEM = name -> Arrays.asList(InetAddress.getAllByName(name));
  }

  /** A call that may not be made. The message says why and who can change that. */
  public static final class Denied extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Denied(String host, String what) {
      super("The host '%s' is %s: outgoing calls may not go there".formatted(host, what));
    }

    Denied(String host) {
      super("The host '%s' has no address".formatted(host));
    }
  }
}
