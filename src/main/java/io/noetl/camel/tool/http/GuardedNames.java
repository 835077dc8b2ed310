package io.noetl.camel.tool.http;

import io.noetl.camel.execution.net.OutboundGuard;
import java.net.InetAddress;
import org.apache.hc.client5.http.DnsResolver;

/** Resolves names to addresses that may be called; the client connects to those and no others. */
final class GuardedNames implements DnsResolver {

  private final OutboundGuard guard;

  GuardedNames(OutboundGuard guard) {
    this.guard = guard;
  }

  @Override
  public InetAddress[] resolve(String host) {
    return guard.resolveAll(host).toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return guard.resolve(host).getCanonicalHostName();
  }
}
