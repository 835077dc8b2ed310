package io.noetl.camel.tool.postgres;

import java.util.Map;

/**
 * A database and who connects to it.
 *
 * @param hosts {@code host:port}, several with commas
 * @param database the database
 * @param user the user
 * @param password the password; empty where there is none
 * @param options connection options, of {@link ConnectionString#OPTIONS} only
 */
public record PostgresTarget(
    String hosts, String database, String user, String password, Map<String, String> options) {

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
