package io.noetl.camel.api;

import io.noetl.camel.store.EventFilter;
import io.noetl.camel.store.EventView;
import io.noetl.camel.store.ExecutionQueries;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An execution's events as NoETL's web page reads them: newest first, by pages, and then what has
 * come since the newest that it has. Ids are texts here: its numbers hold 53 bits, so that events
 * of one moment had the same id and vanished.
 */
final class NewestEvents {
  private static final int PAGE = 100;
  private static final int MAX_PAGE = 1000;

  private final ExecutionQueries executions;

  NewestEvents(ExecutionQueries executions) {
    this.executions = executions;
  }

  /** Whether a request asks for a page. */
  static boolean asked(ApiRequest request) {
    return List.of("page", "page_size", "since_event_id").stream()
        .anyMatch(name -> request.query(name) != null);
  }

  /**
   * The page that a request asks for. What has come since an event begins with the oldest where it
   * is more than a page, so that nothing is left out by who asks again.
   */
  Map<String, @Nullable Object> page(long id, ApiRequest request) {
    int size = request.queryInt("page_size", PAGE, 1, MAX_PAGE);
    int page = request.queryInt("page", 1, 1, 1_000_000);
    Long since = request.queryId("since_event_id");
    EventFilter all = filter(request, null, 0, 0);
    long total = executions.countEvents(id, all);
    List<EventView> events;
    if (since == null) {
      long end = Math.max(0, total - (long) (page - 1) * size);
      long start = Math.max(0, end - size);
      events = executions.events(id, filter(request, null, (int) (end - start), (int) start));
    } else {
      events = executions.events(id, filter(request, before(since), size, 0));
    }
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("events", events.reversed().stream().map(NewestEvents::shape).toList());
    reply.put("page", page);
    reply.put("page_size", size);
    reply.put("total", total);
    boolean more = (long) page * size < total;
    reply.put("has_more", more);
    Map<String, @Nullable Object> pagination = new LinkedHashMap<>();
    pagination.put("page", page);
    pagination.put("page_size", size);
    pagination.put("total_events", total);
    pagination.put("total_pages", (total + size - 1) / size);
    pagination.put("has_next", more);
    pagination.put("has_prev", page > 1);
    reply.put("pagination", pagination);
    return reply;
  }

  private static EventFilter filter(
      ApiRequest request, @Nullable Long after, int limit, int offset) {
    return new EventFilter(
        after,
        request.query("event_type"),
        request.query("step"),
        limit,
        offset,
        EventFilter.Values.WHOLE);
  }

  /**
   * The id to read on from. One that JavaScript has made of its own number stands for all that it
   * could not tell from each other; those that the page has already it knows by their ids.
   */
  private static long before(long since) {
    double number = since;
    boolean rounded = new BigDecimal(Double.toString(number)).compareTo(new BigDecimal(since)) == 0;
    return rounded ? (long) (number - Math.ulp(number) / 2) - 1 : since;
  }

  private static Map<String, @Nullable Object> shape(EventView event) {
    Map<String, @Nullable Object> shape = ExecutionShapes.event(event);
    shape.put("event_id", String.valueOf(event.eventId()));
    return shape;
  }
}
