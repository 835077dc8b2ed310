package io.noetl.camel.tool.postgres;

import io.noetl.camel.execution.net.OutboundGuard;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Connects anew at each call, to the addresses that the target's hosts have in that moment and that
 * the guard allows.
 */
final class GuardedDataSource extends AbstractDataSource {

  private static final String CONNECTION_REJECTED = "08004";

  private final PostgresTarget target;
  private final OutboundGuard guard;

  GuardedDataSource(PostgresTarget target, OutboundGuard guard) {
    this.target = target;
    this.guard = guard.allowing(target.servers());
  }

  @Override
  public Connection getConnection() throws SQLException {
    return DataSources.simple(target, addresses()).getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) {
    throw new UnsupportedOperationException("the target says who connects");
  }

  /**
   * The address to connect to for each host.
   *
   * @throws SQLException when one of them may not be connected to
   */
  Map<String, InetAddress> addresses() throws SQLException {
    Map<String, InetAddress> addresses = new LinkedHashMap<>();
    try {
      for (String each : target.hosts().split(",", -1)) {
        int colon = each.lastIndexOf(':');
        String host = each.substring(0, colon);
        addresses.put(host, guard.resolve(host, Integer.parseInt(each.substring(colon + 1))));
      }
    } catch (OutboundGuard.Denied e) {
      throw new SQLException(e.getMessage(), CONNECTION_REJECTED, e);
    }
    return addresses;
  }
}
