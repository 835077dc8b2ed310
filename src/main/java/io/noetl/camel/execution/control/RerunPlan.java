package io.noetl.camel.execution.control;

import io.noetl.camel.execution.control.RerunRefused.Kind;
import io.noetl.camel.playbook.Playbook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a log is used again, and which arrivals are repeated. An arrival that is repeated takes
 * with it what it has caused: the rest of its token and the tokens that were issued from there.
 * What failed and was not handled is repeated in any case: else the rerun could only fail too. So
 * is what was undone since.
 */
final class RerunPlan {
  private final Playbook playbook;
  private final History history;
  private final Map<Long, Restart> restarts = new LinkedHashMap<>();

  private RerunPlan(Playbook playbook, History history) {
    this.playbook = playbook;
    this.history = history;
  }

  /** From a step; the execution's other branches keep what they have done. */
  static RerunPlan from(RerunPoint point, Playbook playbook, History history) {
    RerunPlan plan = new RerunPlan(playbook, history);
    plan.repeatFailures();
    Arrival arrival = plan.arrival(point);
    Map<Integer, LogEntry> kept = Map.of();
    Integer item = point.item();
    if (item != null) {
      kept = plan.siblings(arrival, item);
    }
    plan.restart(new Restart(arrival, kept, point.inChild() == null, point.inChild(), item));
    return plan;
  }

  /** From where it failed, or was stopped. */
  static RerunPlan fromFailure(Playbook playbook, History history) {
    RerunPlan plan = new RerunPlan(playbook, history);
    plan.repeatFailures();
    return plan;
  }

  private void repeatFailures() {
    for (Arrival arrival : history.arrivals()) {
      if (arrival.fails() || arrival.end() == null) {
        restart(new Restart(arrival, stillGood(arrival), false, null, null));
      } else if (history.isUndone(arrival)) {
        restart(new Restart(arrival, stillGood(arrival), true, null, null));
      }
    }
  }

  /** Items that have succeeded and were not undone. */
  private Map<Integer, LogEntry> stillGood(Arrival arrival) {
    Map<Integer, LogEntry> good = arrival.goodItems();
    good.keySet().removeIf(item -> history.isUndone(arrival, item));
    return good;
  }

  /** The earliest arrival of a token that is repeated stands for the later ones. */
  private void restart(Restart restart) {
    restarts.merge(
        restart.arrival().token(),
        restart,
        (one, other) -> one.arrival().place() < other.arrival().place() ? one : other);
  }

  private Arrival arrival(RerunPoint point) {
    if (playbook.step(point.step()).isEmpty()) {
      throw new RerunRefused(
          Kind.WRONG_POINT,
          "The execution's playbook has no step '%s' (expected one of: %s)"
              .formatted(
                  point.step(),
                  String.join(", ", playbook.steps().stream().map(s -> s.name()).toList())));
    }
    return history.arrivals().stream()
        .filter(a -> a.step().equals(point.step()))
        .findFirst()
        .orElseThrow(
            () ->
                new RerunRefused(
                    Kind.WRONG_POINT,
                    "Step '%s' was never reached (these were: %s)"
                        .formatted(
                            point.step(),
                            String.join(
                                ", ",
                                new TreeSet<>(
                                    history.arrivals().stream().map(Arrival::step).toList())))));
  }

  private Map<Integer, LogEntry> siblings(Arrival arrival, int item) {
    if (playbook.step(arrival.step()).orElseThrow().loop() == null) {
      throw new RerunRefused(
          Kind.WRONG_POINT,
          "Step '%s' has no loop, so it has no item %d".formatted(arrival.step(), item));
    }
    if (!arrival.items().containsKey(item)) {
      throw new RerunRefused(
          Kind.WRONG_POINT,
          "Item %d of step '%s' was never run (these were: %s)"
              .formatted(item, arrival.step(), arrival.items().keySet()));
    }
    Map<Integer, LogEntry> kept = stillGood(arrival);
    kept.remove(item);
    return kept;
  }

  /** Whether something is left to run. */
  boolean isEmpty() {
    return restarts.isEmpty()
        && history.arrivals().stream()
            .flatMap(arrival -> Stream.concat(arrival.items().values().stream(), end(arrival)))
            .allMatch(end -> history.notTaken(end).isEmpty());
  }

  private static Stream<LogEntry> end(Arrival arrival) {
    return Stream.ofNullable(arrival.end());
  }

  /** The arrivals that are repeated and stand on a way that is kept. */
  List<Restart> restarts() {
    return restarts.values().stream().filter(r -> isTokenKept(r.arrival().token())).toList();
  }

  /** The repeated arrival of a token; null when it has none. */
  @Nullable Restart restart(long token) {
    return restarts.get(token);
  }

  /** Whether a token is there in the rerun, repeated at some place or not. */
  boolean isTokenKept(long token) {
    List<Arrival> arrivals = Objects.requireNonNull(history.tokens().get(token));
    boolean isEnd = playbook.step(arrivals.getFirst().step()).filter(playbook::isLast).isPresent();
    if (isEnd && !restarts.isEmpty() && !restarts.containsKey(token)) {
      // The end runs when all else is done, so after what is repeated.
      return false;
    }
    // A step that waited for branches has waited for all that came.
    return history.issuers(token).stream().allMatch(this::isKept);
  }

  private boolean isKept(History.Issuer issuer) {
    return issuer.item() < 0
        ? isKept(issuer.arrival())
        : isItemKept(issuer.arrival(), issuer.item());
  }

  /** Whether an arrival's end is used again. */
  boolean isKept(Arrival arrival) {
    Restart restart = restarts.get(arrival.token());
    return isTokenKept(arrival.token())
        && (restart == null || arrival.place() < restart.arrival().place());
  }

  /** Whether the end of a loop item is used again. */
  boolean isItemKept(Arrival arrival, int item) {
    Restart restart = restarts.get(arrival.token());
    return isKept(arrival)
        || (restart != null
            && restart.arrival() == arrival
            && isTokenKept(arrival.token())
            && restart.items().containsKey(item));
  }
}
