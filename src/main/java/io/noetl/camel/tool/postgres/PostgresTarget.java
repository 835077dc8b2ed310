package io.noetl.camel.tool.postgres;

import io.noetl.camel.execution.net.HostPort;
import java.util.Map;
import java.util.Set;

/**
 * A database and who connects to it.
 *
 * @param hosts {@code host:port}, several with commas
 * @param database the database
 * @param user the user
 * @param password the password; empty where there is none
 * @param options connection options, of {@link ConnectionString#OPTIONS} only
 * @param servers the servers of the stored credential that it comes from; none where a step names
 *     it
 */
public record PostgresTarget(
    String hosts,
    String database,
    String user,
    String password,
    Map<String, String> options,
    Set<HostPort> servers) {

  /** Where it is, for messages: {@code host:port/database}. */
  public String place() {
    return hosts + "/" + database;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user + "@" + place();
  }
}
