package io.noetl.camel.store.event;

/** A writer was refused: another replica owns the execution, or it exists already. */
public final class StaleEpochException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StaleEpochException(long executionId) {
    super("Execution " + executionId + " belongs to another owner: this write was refused");
  }
}
