package io.noetl.camel.tool.http;

import io.noetl.camel.execution.net.OutboundGuard;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/** Resolves names to addresses that may be called; the client connects to those and no others. */
final class GuardedNames implements DnsResolver {

  /** No credential names it. */
  private static final int UNKNOWN_PORT = 0;

  private final OutboundGuard guard;

  GuardedNames(OutboundGuard guard) {
    this.guard = guard;
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) {
    return guard.resolveAll(host, port).stream()
        .map(address -> new InetSocketAddress(address, port))
        .toList();
  }

  @Override
  public InetAddress[] resolve(String host) {
    return guard.resolveAll(host, UNKNOWN_PORT).toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return guard.resolve(host, UNKNOWN_PORT).getCanonicalHostName();
  }
}
