package io.noetl.camel.api;

import io.noetl.camel.store.EventFilter;
import io.noetl.camel.store.EventView;
import io.noetl.camel.store.ExecutionQueries;
import io.noetl.camel.store.ExecutionSummary.Status;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.store.secret.SecretMask;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * An execution's events as server-sent events, until it has ended. Branches that run at the same
 * time commit in another order than they drew their ids: it looks back over the last seconds' ids
 * again, and sends each event once.
 */
final class EventStream implements Iterator<String> {
  private static final int BATCH = 500;
  private static final long WAIT_MILLIS = 500;
  private static final int WAITS_BEFORE_COMMENT = 20;

  /** Ids hold the millisecond in their upper bits: this is three seconds. */
  private static final long LATE = 3_000L << 23;

  private final ExecutionQueries executions;
  private final KnownSecrets secrets;
  private final Json json;
  private final long executionId;
  private final EventFilter filter;
  private final Set<Long> sent = new HashSet<>();
  private long last;
  private long from;
  private boolean ended;

  /**
   * A stream.
   *
   * @param filter which events; those that stood before its first count as sent
   */
  EventStream(
      ExecutionQueries executions,
      KnownSecrets secrets,
      Json json,
      long executionId,
      EventFilter filter) {
    this.executions = executions;
    this.secrets = secrets;
    this.json = json;
    this.executionId = executionId;
    this.filter = filter;
    this.last = Optional.ofNullable(filter.after()).orElse(0L);
    this.from = last - LATE;
    if (last > 0) {
      behind(last - LATE).stream()
          .map(EventView::eventId)
          .filter(id -> id <= last)
          .forEach(sent::add);
    }
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
    for (int waits = 0; waits < WAITS_BEFORE_COMMENT && !ended; waits++) {
      // the status is read before the events, so that none that came before the end is missed
      Optional<Status> end = executions.status(executionId).filter(Status::ended);
      String events = fresh();
      if (!events.isEmpty()) {
        return events;
      }
      if (end.isPresent()) {
        ended = true;
        return "event: end\ndata: {\"status\":\"%s\",\"events\":%d}\n\n"
            .formatted(
                end.get(), executions.countEvents(executionId, EventFilter.following(null, 1)));
      }
      pause();
    }
    return ": waiting\n\n";
  }

  private String fresh() {
    StringBuilder text = new StringBuilder();
    SecretMask mask = secrets.mask();
    List<EventView> page;
    do {
      page = behind(from);
      for (EventView event : page) {
        from = event.eventId();
        if (sent.add(event.eventId())) {
          last = Math.max(last, event.eventId());
          text.append("id: ")
              .append(event.eventId())
              .append("\ndata: ")
              .append(json.write(mask.object(ExecutionShapes.event(event))))
              .append("\n\n");
        }
      }
    } while (page.size() == BATCH && text.isEmpty());
    if (page.size() < BATCH) {
      from = last - LATE;
      sent.removeIf(id -> id < from);
    }
    return text.toString();
  }

  private List<EventView> behind(long eventId) {
    return executions.events(
        executionId,
        new EventFilter(
            Math.max(0, eventId), filter.type(), filter.node(), BATCH, 0, filter.values()));
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
