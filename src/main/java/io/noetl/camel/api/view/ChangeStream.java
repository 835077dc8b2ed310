package io.noetl.camel.api.view;

import io.noetl.camel.store.ExecutionSummary.Status;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.search.ExecutionSearch;
import io.noetl.camel.store.search.FoundExecution;
import io.noetl.camel.store.search.SearchQueries;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.store.secret.SecretMask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The changes of a list as server-sent events. It looks once a second at what was started lately
 * and at what had not ended; the id of an event is the time of the look, so that a client that
 * comes back is told what has changed since.
 */
final class ChangeStream implements Iterator<String> {
  private static final int MOST = 500;
  private static final long WAIT_MILLIS = 1000;
  private static final int WAITS_BEFORE_COMMENT = 15;

  /** A row may be committed a while after the time that it was started at. */
  private static final Duration LATE = Duration.ofSeconds(10);

  private final SearchQueries queries;
  private final KnownSecrets secrets;
  private final Json json;
  private final Clock clock;
  private final ExecutionSearch search;
  private final Map<Long, Status> known = new HashMap<>();
  private Instant since;
  private boolean first = true;
  private boolean ended;

  ChangeStream(
      SearchQueries queries,
      KnownSecrets secrets,
      Json json,
      Clock clock,
      ExecutionSearch search,
      Instant since) {
    this.queries = queries;
    this.secrets = secrets;
    this.json = json;
    this.clock = clock;
    this.search = search;
    this.since = since;
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
    if (first) {
      first = false;
      return "retry: 2000\n\n" + look();
    }
    for (int waits = 0; waits < WAITS_BEFORE_COMMENT && !ended; waits++) {
      pause();
      String changes = look();
      if (!changes.isEmpty()) {
        return changes;
      }
    }
    return ": waiting\n\n";
  }

  private String look() {
    Instant now = clock.instant();
    List<FoundExecution> found =
        queries.lately(search, since.minus(LATE), known.keySet(), MOST).reversed();
    StringBuilder text = new StringBuilder();
    SecretMask mask = secrets.mask();
    for (FoundExecution execution : found) {
      if (known.put(execution.executionId(), execution.status()) != execution.status()) {
        text.append("id: ")
            .append(now.toEpochMilli())
            .append("\nevent: change\ndata: ")
            .append(json.write(mask.object(ViewShapes.execution(execution))))
            .append("\n\n");
      }
    }
    found.stream()
        .filter(e -> e.status().ended() && e.startTime().toInstant().isBefore(now.minus(LATE)))
        .forEach(e -> known.remove(e.executionId()));
    since = now;
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
