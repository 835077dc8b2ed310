package io.noetl.camel.component.duckdb;

import io.noetl.camel.component.duckdb.gate.ConnectGate;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.net.OutboundProxy;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what DuckDB connects to within the outbound guard: HTTP (files, S3, GCS) goes through our
 * proxy, and each connection that its native code opens is judged. Thread-safe.
 */
public final class DuckDbNetwork {
  private static final Logger LOG = LoggerFactory.getLogger(DuckDbNetwork.class);

  private final OutboundProxy proxy;
  private final OutboundGuard guard;
  private final SecureRandom random;
  private final Map<String, Shared> shared = new HashMap<>();

  public DuckDbNetwork(OutboundProxy proxy, OutboundGuard guard, SecureRandom random) {
    this.proxy = proxy;
    this.guard = guard;
    this.random = random;
  }

  /** A database that several connections share, and how many have it open. */
  private static final class Shared {
    private final DuckDbReach reach;
    private int users;

    private Shared(DuckDbReach reach) {
      this.reach = reach;
    }
  }

  /** Whether connections are judged here; else SQL must not be able to open any. */
  boolean holds() {
    if (ConnectGate.ofProcess().holds()) {
      return true;
    }
    if (guard.opensInternal()) {
      LOG.warn("DuckDB may connect to link-local and metadata addresses on this system");
      return true;
    }
    return false;
  }

  /** What a database may reach; {@link #release} ends it. */
  synchronized DuckDbReach reach(String database, DuckDbAccess access) {
    if (database.equals(DuckDbDatabases.MEMORY)) {
      return opened(access);
    }
    Shared known = shared.computeIfAbsent(database, path -> new Shared(opened(access)));
    known.users++;
    return known.reach;
  }

  private DuckDbReach opened(DuckDbAccess access) {
    DuckDbReach reach = new DuckDbReach(proxy, guard, access, random);
    reach.open();
    return reach;
  }

  /** Ends what a database may reach once nobody has it open. */
  synchronized void release(String database, DuckDbReach reach) {
    Shared known = shared.get(database);
    if (known == null) {
      reach.close();
    } else if (--known.users == 0) {
      shared.remove(database);
      reach.close();
    }
  }

  /** Sets what has to stand before the database is opened. */
  void configure(DuckDbReach reach, Properties properties) {
    InetSocketAddress address = proxy.address();
    properties.setProperty(
        "http_proxy", address.getAddress().getHostAddress() + ":" + address.getPort());
    properties.setProperty("http_proxy_username", OutboundProxy.USER);
    properties.setProperty("http_proxy_password", reach.password());
  }
}
