package io.noetl.camel.execution.control;

import io.noetl.camel.execution.EdgeJson;
import io.noetl.camel.execution.LoggedEvent;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which token came to which step, and which end issued which token: the causes in a log. */
final class History {
  private final Playbook playbook;
  private final Map<Long, List<Arrival>> tokens = new LinkedHashMap<>();
  private final Map<Long, List<Issuer>> issuers = new LinkedHashMap<>();
  private final Map<String, List<Issuer>> waiting = new LinkedHashMap<>();
  private final Map<Long, List<Long>> issuedBy = new LinkedHashMap<>();
  private final Set<Undone> undone = new HashSet<>();
  private @Nullable Issuer lastEnd;

  /** What was undone: the end of a token at a step, or at an item of its loop. */
  private record Undone(String token, String step, int item) {}

  /**
   * What issued a token.
   *
   * @param item the loop item whose end it was; -1 for the arrival's own end
   * @param event that end
   */
  record Issuer(Arrival arrival, int item, long event) {}

  private History(Playbook playbook) {
    this.playbook = playbook;
  }

  static History of(Playbook playbook, List<LogEntry> log) {
    History history = new History(playbook);
    log.forEach(history::add);
    return history;
  }

  /** The arrivals of each token, by its id. */
  Map<Long, List<Arrival>> tokens() {
    return tokens;
  }

  /**
   * The ends that a token was issued for: none for the first, several for that of a step which has
   * waited for branches.
   */
  List<Issuer> issuers(long token) {
    return issuers.getOrDefault(token, List.of());
  }

  /** All arrivals, in the order in which their tokens were issued. */
  List<Arrival> arrivals() {
    return tokens.values().stream().flatMap(List::stream).toList();
  }

  /** The arrival at a step that an event of a token tells of. */
  Optional<Arrival> arrival(LoggedEvent event) {
    Long token = event.token();
    List<Arrival> all = token == null ? List.of() : tokens.getOrDefault(token, List.of());
    return all.reversed().stream().filter(a -> a.step().equals(event.nodeName())).findFirst();
  }

  private void add(LogEntry entry) {
    if (!isOfWorkflow(entry.event())) {
      undone(entry.event());
      return;
    }
    switch (entry.event().eventType()) {
      case "command.issued" -> issued(entry.event());
      case "step.exit", "loop.done", "step.skipped" -> ended(entry);
      default -> {}
    }
  }

  /** What cleaned up is no part of what is run again. */
  private boolean isOfWorkflow(LoggedEvent event) {
    return playbook.step(event.nodeName()).map(Step::isOfWorkflow).orElse(true);
  }

  private void undone(LoggedEvent event) {
    if (event.meta().get("undoes") instanceof Map<?, ?> undoes
        && event.status().equals("COMPLETED")) {
      undone.add(
          new Undone(
              String.valueOf(undoes.get("token")),
              String.valueOf(undoes.get("step")),
              undoes.get("item") instanceof Number item ? item.intValue() : -1));
    }
  }

  /** Whether what a token had done at a step was undone, as a whole or in part. */
  boolean isUndone(Arrival arrival) {
    return isUndone(arrival, -1)
        || arrival.items().keySet().stream().anyMatch(item -> isUndone(arrival, item));
  }

  /** Whether an item of its loop was undone. */
  boolean isUndone(Arrival arrival, int item) {
    return undone.contains(new Undone(Long.toString(arrival.token()), arrival.step(), item));
  }

  private void issued(LoggedEvent event) {
    Long token = event.token();
    if (token == null) {
      return;
    }
    List<Arrival> arrivals = new ArrayList<>();
    arrivals.add(new Arrival(token, 0, event.nodeName(), args(event.context().get("args"))));
    tokens.put(token, arrivals);
    List<Issuer> came = waiting.remove(event.nodeName());
    if (came != null && Boolean.TRUE.equals(event.meta().get("join"))) {
      issuers.put(token, came);
    } else if (lastEnd != null) {
      issuers.put(token, List.of(lastEnd));
      issuedBy.computeIfAbsent(lastEnd.event(), k -> new ArrayList<>()).add(token);
    }
  }

  private void ended(LogEntry entry) {
    Long token = entry.event().token();
    List<Arrival> arrivals = token == null ? null : tokens.get(token);
    if (arrivals == null || !arrivals.getLast().step().equals(entry.event().nodeName())) {
      return;
    }
    Arrival arrival = arrivals.getLast();
    int item = entry.event().item();
    lastEnd = new Issuer(arrival, item, entry.row().eventId());
    if (item >= 0) {
      arrival.items().put(item, entry);
      return;
    }
    arrival.ended(entry);
    for (Map<?, ?> edge : Arrival.edges(entry)) {
      if (Boolean.TRUE.equals(edge.get("waits"))) {
        waiting.computeIfAbsent(target(edge), step -> new ArrayList<>()).add(lastEnd);
      }
      if (Arrival.isInline(edge)) {
        arrivals.add(
            new Arrival(arrival.token(), arrivals.size(), target(edge), args(edge.get("args"))));
      }
    }
  }

  /** The step that an edge leads to. */
  String target(Map<?, ?> edge) {
    int index = edge.get("step") instanceof Number number ? number.intValue() : -1;
    return playbook.steps().get(index).name();
  }

  /**
   * The ways that an end has chosen and that nobody went, because the execution was stopping: their
   * tokens were never issued.
   */
  List<Map<?, ?>> notTaken(LogEntry end) {
    List<String> issued = new ArrayList<>();
    for (long token : issuedBy.getOrDefault(end.row().eventId(), List.of())) {
      issued.add(Objects.requireNonNull(tokens.get(token)).getFirst().step());
    }
    return Arrival.edges(end).stream()
        .filter(edge -> !Arrival.isInline(edge))
        .filter(
            edge ->
                !isLast(target(edge))
                    && !Boolean.TRUE.equals(edge.get("waits"))
                    && !issued.remove(target(edge)))
        .toList();
  }

  private boolean isLast(String step) {
    return playbook.step(step).filter(playbook::isLast).isPresent();
  }

  static Map<String, @Nullable Object> args(@Nullable Object value) {
    return EdgeJson.values(value);
  }
}
