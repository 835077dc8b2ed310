package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An execution that is being followed: what is known of it so far. */
final class Followed {
  private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "CANCELLED");

  private final String id;
  private final int depth;
  private final List<JsonNode> events = new ArrayList<>();
  private JsonNode state = MissingNode.getInstance();

  /**
   * One of which nothing is known yet.
   *
   * @param depth 0 for the one that is watched, 1 for its children
   */
  Followed(String id, int depth) {
    this.id = id;
    this.depth = depth;
  }

  String id() {
    return id;
  }

  int depth() {
    return depth;
  }

  /** Its path, status, times, result and error, as GET /api/executions/{id} gives them. */
  JsonNode state() {
    return state;
  }

  void state(JsonNode newest) {
    state = newest;
  }

  /** Its events so far, in order. */
  List<JsonNode> events() {
    return events;
  }

  void add(JsonNode event) {
    events.add(event);
  }

  /** Where to read on; 0 at the beginning. */
  long lastEventId() {
    return events.isEmpty() ? 0 : events.getLast().path("event_id").asLong();
  }

  String status() {
    return state.path("status").asText();
  }

  boolean ended() {
    return ENDED.contains(status());
  }
}
