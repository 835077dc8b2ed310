package io.noetl.camel.component.duckdb;

import io.noetl.camel.component.duckdb.gate.ConnectGate;
import io.noetl.camel.component.duckdb.gate.ConnectRule;
import io.noetl.camel.component.duckdb.gate.Peer;
import io.noetl.camel.execution.net.HostPort;
import io.noetl.camel.execution.net.LoopbackForwarder;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.net.OutboundProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where one database may connect to: by HTTP through our proxy, with a login of its own; to
 * database servers that the guard allows; to those of its stored credentials through forwarders.
 */
final class DuckDbReach implements ConnectRule, AutoCloseable {
  /** Libraries that call by HTTP alone. */
  private static final Set<String> BY_HTTP = Set.of("libduckdb_java", "httpfs");

  private final OutboundProxy proxy;
  private final OutboundProxy.Login login;
  private final DuckDbAccess access;
  private final SecureRandom random;
  private final Map<HostPort, LoopbackForwarder> forwarders = new ConcurrentHashMap<>();
  private final Set<HostPort> servers = new HashSet<>();
  private final OutboundGuard plain;
  private volatile OutboundGuard guard;
  private volatile @Nullable String refusal;

  DuckDbReach(OutboundProxy proxy, OutboundGuard guard, DuckDbAccess access, SecureRandom random) {
    this.proxy = proxy;
    this.plain = guard;
    this.access = access;
    this.random = random;
    this.guard = access.restricted() ? guard.within(access.hosts()) : guard;
    this.login = proxy.login(() -> this.guard);
  }

  /** The password for the proxy. */
  String password() {
    return login.password();
  }

  /** Says what may be reached, and no more, for as long as the database is open. */
  void open() {
    ConnectGate.ofProcess().add(this);
  }

  /** Lets HTTP reach the servers of a stored credential. */
  synchronized void allow(Set<HostPort> ofCredential) {
    if (servers.addAll(ofCredential)) {
      guard = guard.allowing(servers);
    }
  }

  /**
   * Where to connect to for a database of a stored credential: null where it can be reached as
   * others can, or not at all.
   */
  @Nullable InetSocketAddress forwarded(HostPort server, Set<HostPort> ofCredential) {
    if (!access.restricted() && isAllowed(plain, server)) {
      return null;
    }
    OutboundGuard own = plain.allowing(ofCredential);
    if (!ofCredential.contains(server) || !isAllowed(own, server)) {
      return null;
    }
    return forwarders.computeIfAbsent(server, at -> forwarder(own, at)).address();
  }

  private LoopbackForwarder forwarder(OutboundGuard own, HostPort server) {
    try {
      return new LoopbackForwarder(own, server, random);
    } catch (IOException e) {
      throw new UncheckedIOException("A way to the database server can't be opened", e);
    }
  }

  private static boolean isAllowed(OutboundGuard guard, HostPort server) {
    try {
      guard.resolve(server.host(), server.port());
      return true;
    } catch (OutboundGuard.Denied e) {
      return false;
    }
  }

  @Override
  public @Nullable String refusal(String library, Peer peer) {
    return switch (peer) {
      case Peer.Internet(InetSocketAddress address) -> internet(library, address);
      case Peer.Local() ->
          access.restricted()
              ? "Sockets of this machine may not be opened here"
              : refusal(InetAddress.getLoopbackAddress());
      case Peer.Other(int family) -> "Addresses of the family " + family + " may not be called";
    };
  }

  @Override
  public void refused(String why) {
    refusal = why;
  }

  private @Nullable String internet(String library, InetSocketAddress address) {
    if (address.equals(proxy.address()) || isForwarder(address)) {
      return null;
    }
    if (BY_HTTP.stream().anyMatch(library::startsWith)) {
      return "HTTP goes through the server's proxy and no other";
    }
    if (access.restricted()) {
      return "Restricted SQL connects to databases of stored credentials alone (auth)";
    }
    return refusal(address.getAddress());
  }

  private boolean isForwarder(InetSocketAddress address) {
    return forwarders.values().stream().anyMatch(each -> each.address().equals(address));
  }

  private @Nullable String refusal(InetAddress address) {
    try {
      plain.check(address);
      return null;
    } catch (OutboundGuard.Denied e) {
      return e.getMessage();
    }
  }

  /** Why the last connection was refused; null where none was. Asking forgets it. */
  @Nullable String lastRefusal() {
    String own = refusal;
    refusal = null;
    String ofProxy = login.refusal();
    return own == null ? ofProxy : own;
  }

  @Override
  public void close() {
    ConnectGate.ofProcess().remove(this);
    login.close();
    for (LoopbackForwarder forwarder : forwarders.values()) {
      try {
        forwarder.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
