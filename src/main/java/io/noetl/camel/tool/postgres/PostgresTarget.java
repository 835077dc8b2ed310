package io.noetl.camel.tool.postgres;

import io.noetl.camel.execution.net.HostPort;
import io.noetl.camel.tool.SqlWork;
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

  /** What traces say of where it is. Of several servers it is open which one answers. */
  public SqlWork.Place traced() {
    int colon = hosts.lastIndexOf(':');
    return hosts.contains(",")
        ? new SqlWork.Place("postgresql", null, 0, database)
        : new SqlWork.Place(
            "postgresql",
            hosts.substring(0, colon),
            Integer.parseInt(hosts.substring(colon + 1)),
            database);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user + "@" + place();
  }
}
