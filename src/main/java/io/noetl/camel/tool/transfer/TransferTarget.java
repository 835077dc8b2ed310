package io.noetl.camel.tool.transfer;

import io.noetl.camel.tool.ToolFailure;

/** Where rows go. */
interface TransferTarget {

  /** Writes all rows of a source in one transaction and tells how many they were. */
  long write(TransferSource source) throws ToolFailure, InterruptedException;
}
