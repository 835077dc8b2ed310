package io.noetl.camel.tool.transfer;

import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.postgres.RowSource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Where rows come from. */
interface TransferSource {

  /** Takes the rows of a source while it is open. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes all rows.
     *
     * @param columns the names of a row's values
     * @return how many they were
     */
    long take(List<String> columns, RowSource rows) throws SQLException, IOException, ToolFailure;
  }

  /** Opens the source, hands its rows on and closes it. */
  long read(Sink sink) throws SQLException, IOException, ToolFailure, InterruptedException;

  /** Stops reading, from any thread. */
  void cancel();
}
