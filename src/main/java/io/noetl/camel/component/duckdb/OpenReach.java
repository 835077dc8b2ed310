package io.noetl.camel.component.duckdb;

import io.noetl.camel.component.duckdb.gate.ConnectRule;
import io.noetl.camel.component.duckdb.gate.Peer;
import org.jspecify.annotations.Nullable;

/** Lets a database connect wherever it wants: one that nobody asked to guard. */
final class OpenReach implements ConnectRule {

  @Override
  public @Nullable String refusal(String library, Peer peer) {
    return null;
  }

  @Override
  public void refused(String why) {}
}
