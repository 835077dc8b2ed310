package io.noetl.camel.api;

import io.noetl.camel.store.ExecutionQueries;
import io.noetl.camel.store.ExecutionSummary.Status;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.LogFilter;
import io.noetl.camel.store.LogLine;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.store.secret.SecretMask;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * An execution's log as server-sent events, until the execution has ended. It waits on the thread
 * that sends it; a client that went away is noticed by the comment that is sent now and then.
 */
final class LogStream implements Iterator<String> {
  private static final int BATCH = 500;
  private static final long WAIT_MILLIS = 500;
  private static final int WAITS_BEFORE_COMMENT = 20;

  private final ExecutionQueries executions;
  private final KnownSecrets secrets;
  private final Json json;
  private final long executionId;
  private final LogFilter filter;
  private long last;
  private boolean ended;

  /**
   * A stream.
   *
   * @param filter which lines; those behind its first are sent as they come
   */
  LogStream(
      ExecutionQueries executions,
      KnownSecrets secrets,
      Json json,
      long executionId,
      LogFilter filter) {
    this.executions = executions;
    this.secrets = secrets;
    this.json = json;
    this.executionId = executionId;
    this.filter = filter;
    this.last = filter.after();
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public String next() {
    if (ended) {
      throw new NoSuchElementException();
    }
    for (int waits = 0; waits < WAITS_BEFORE_COMMENT; waits++) {
      // the status is read before the lines, so that none that came before the end is missed
      String status =
          executions.status(executionId).filter(Status::ended).map(Status::name).orElse("");
      List<LogLine> lines = executions.logs(executionId, filter.following(last, BATCH));
      if (!lines.isEmpty()) {
        last = lines.getLast().logId();
        return events(lines);
      }
      if (!status.isEmpty()) {
        ended = true;
        return "event: end\ndata: {\"status\":\"" + status + "\"}\n\n";
      }
      pause();
    }
    return ": waiting\n\n";
  }

  private String events(List<LogLine> lines) {
    SecretMask mask = secrets.mask();
    StringBuilder text = new StringBuilder();
    for (LogLine line : lines) {
      text.append("id: ")
          .append(line.logId())
          .append("\ndata: ")
          .append(json.write(mask.object(ExecutionShapes.line(line))))
          .append("\n\n");
    }
    return text.toString();
  }

  private void pause() {
    try {
      Thread.sleep(WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended = true;
    }
  }
}
