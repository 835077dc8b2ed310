package io.noetl.camel.component.duckdb;

import io.noetl.camel.execution.net.HostPort;
import java.util.function.Predicate;

/**
 * What SQL of an execution may reach outside of its database.
 *
 * @param files which files
 * @param restricted whether it reaches no servers but those of {@code hosts}, and databases by
 *     stored credentials alone
 * @param hosts the servers that restricted SQL may call by HTTP, as far as the outbound guard
 *     allows them
 */
public record DuckDbAccess(FileAccess files, boolean restricted, Predicate<HostPort> hosts) {
  /** All files, and every server that the outbound guard allows. */
  public static final DuckDbAccess TRUSTED =
      new DuckDbAccess(new FileAccess.All(), false, server -> true);

  /** These files, and these servers as far as the outbound guard allows them. */
  public static DuckDbAccess restricted(FileAccess files, Predicate<HostPort> hosts) {
    return new DuckDbAccess(files, true, hosts);
  }
}
