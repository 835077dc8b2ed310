package io.noetl.camel.tool.http;

import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.profile.ExecutionProfile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/** Resolves names to addresses that may be called; the client connects to those and no others. */
public final class GuardedNames implements DnsResolver {

  /** No credential names it. */
  private static final int UNKNOWN_PORT = 0;

  private final OutboundGuard guard;
  private final ExecutionProfile profile;

  /**
   * Names of one kind of connection.
   *
   * @param profile says which names may be called at all
   */
  public GuardedNames(OutboundGuard guard, ExecutionProfile profile) {
    this.guard = guard;
    this.profile = profile;
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    check(profile.mayCall(host, port), host);
    return guard.resolveAll(host, port).stream()
        .map(address -> new InetSocketAddress(address, port))
        .toList();
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    check(!profile.restricted() || profile.hosts().names(host), host);
    return guard.resolveAll(host, UNKNOWN_PORT).toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    check(!profile.restricted() || profile.hosts().names(host), host);
    return guard.resolve(host, UNKNOWN_PORT).getCanonicalHostName();
  }

  private static void check(boolean open, String host) throws UnknownHostException {
    if (!open) {
      throw new UnknownHostException(host + ": not open to this playbook");
    }
  }
}
