package io.noetl.camel.component.duckdb.gate;

import org.jspecify.annotations.Nullable;

/** Says which connections DuckDB's native code may open for one database. */
public interface ConnectRule {

  /**
   * Judges one connection.
   *
   * @param library the file name of the library that opens it
   * @return why it may not be opened; null where it may
   */
  @Nullable String refusal(String library, Peer peer);

  /** Takes note of what was refused to a statement of this database. */
  void refused(String why);
}
