package io.noetl.camel.component.subscription;

import io.noetl.camel.execution.trigger.Arrival;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A connection to a source. Used by one thread at a time; whatever fails, it is opened anew. */
interface Puller extends AutoCloseable {

  /**
   * The next messages: none that this connection has given before, whether or not they are recorded
   * by now.
   *
   * @param patience how long to wait where there are none
   */
  Batch poll(Duration patience) throws Exception;

  @Override
  void close() throws IOException, SQLException;

  /** Tells a source that it may forget messages. */
  @FunctionalInterface
  interface Acknowledgement {
    /** They are recorded. */
    void taken() throws Exception;
  }

  /**
   * Messages that were fetched together.
   *
   * @param arrivals in the source's order
   * @param acknowledgement called when each of them is recorded
   */
  record Batch(List<Arrival> arrivals, Acknowledgement acknowledgement) {
    static final Batch NONE = new Batch(List.of(), () -> {});
  }
}
