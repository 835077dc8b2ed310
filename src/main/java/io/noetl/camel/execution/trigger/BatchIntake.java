package io.noetl.camel.execution.trigger;

import io.noetl.camel.execution.Executions;
import io.noetl.camel.playbook.Subscription;
import io.noetl.camel.store.event.ExecutionRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages of which many start one execution. Those that have started something are left out,
 * whatever batch they were in; a batch is recorded with the keys of all of its messages. One that
 * starts nothing is divided until the messages are found that are to blame: they are kept as
 * letters.
 */
final class BatchIntake {
  /** Signs of a payload: a value of four times as many could not be stored. */
  private static final long HEAVIEST = 16L << 20;

  private final Subscriptions subscriptions;
  private final SubscriptionStore letters;
  private final PullStore store;
  private final StartKeys keys;

  BatchIntake(
      Subscriptions subscriptions, SubscriptionStore letters, PullStore store, StartKeys keys) {
    this.subscriptions = subscriptions;
    this.letters = letters;
    this.store = store;
    this.keys = keys;
  }

  /** Messages of one key: but for the first they are the same sent again. */
  private record Same(String key, List<Arrival> arrivals) {
    Arrival first() {
      return arrivals.getFirst();
    }
  }

  /** What has become of messages. */
  private static final class Tally {
    private final Set<Arrival> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    private int fresh;
    private int again;
    private @Nullable Long last;

    void started(List<Same> chunk, Executions.Started started) {
      last = started.executionId();
      for (Same same : chunk) {
        gone.addAll(same.arrivals());
        fresh += started.existing() ? 0 : 1;
        again += same.arrivals().size() - (started.existing() ? 0 : 1);
      }
    }
  }

  /**
   * Takes messages.
   *
   * @param left those that are not taken yet: what was taken is left no more
   * @param starts executions that may be started
   */
  void take(Held held, Subscription.Batch batch, List<Arrival> left, int starts) {
    Tally tally = new Tally();
    try {
      take(held, batch, left, starts, tally);
    } finally {
      left.removeIf(tally.gone::contains);
      if (tally.fresh + tally.again > 0) {
        store.took(held.id(), tally.fresh, tally.again, tally.last);
      }
    }
  }

  private void take(
      Held held, Subscription.Batch batch, List<Arrival> left, int starts, Tally tally) {
    Map<String, Same> all = byKey(held, left, tally);
    if (all.isEmpty()) {
      return;
    }
    long turn = keys.turn(held);
    leaveOutKnown(all, tally);
    Deque<List<Same>> chunks = chunks(List.copyOf(all.values()), batch.size());
    for (int started = 0; started < starts && !chunks.isEmpty(); ) {
      List<Same> chunk = chunks.removeFirst();
      try {
        Executions.Started execution = start(held, chunk, turn);
        tally.started(chunk, execution);
        if (execution.existing()) {
          return;
        }
        turn++;
        started++;
      } catch (Subscriptions.NotStarted e) {
        if (e.mayStartLater()) {
          throw e;
        }
        if (chunk.size() == 1 || e.isOfThePlaybook()) {
          chunk.forEach(same -> refused(held, same.arrivals(), e, tally));
        } else {
          chunks.addFirst(chunk.subList(chunk.size() / 2, chunk.size()));
          chunks.addFirst(chunk.subList(0, chunk.size() / 2));
        }
        if (e.mayHaveBeenRecorded()) {
          // its turn is over, and who has the key may have some of the messages
          turn = keys.turn(held);
          chunks = unknown(chunks, tally);
        }
      }
    }
  }

  private void leaveOutKnown(Map<String, Same> all, Tally tally) {
    for (String known : keys.known(all.keySet())) {
      Same same = all.remove(known);
      if (same != null) {
        tally.gone.addAll(same.arrivals());
        tally.again += same.arrivals().size();
      }
    }
  }

  /** What is left of chunks, as they are divided. */
  private Deque<List<Same>> unknown(Deque<List<Same>> chunks, Tally tally) {
    Map<String, Same> all = new LinkedHashMap<>();
    chunks.forEach(chunk -> chunk.forEach(same -> all.put(same.key(), same)));
    leaveOutKnown(all, tally);
    Deque<List<Same>> left = new ArrayDeque<>();
    for (List<Same> chunk : chunks) {
      List<Same> some = chunk.stream().filter(same -> all.containsKey(same.key())).toList();
      if (!some.isEmpty()) {
        left.add(some);
      }
    }
    return left;
  }

  private Map<String, Same> byKey(Held held, List<Arrival> left, Tally tally) {
    Map<String, Same> all = new LinkedHashMap<>();
    for (Arrival arrival : left) {
      try {
        String key = subscriptions.startKey(held.document(), arrival);
        all.computeIfAbsent(key, k -> new Same(k, new ArrayList<>())).arrivals().add(arrival);
      } catch (Subscriptions.NotStarted e) {
        refused(held, List.of(arrival), e, tally);
      }
    }
    return all;
  }

  private static Deque<List<Same>> chunks(List<Same> all, int size) {
    Deque<List<Same>> chunks = new ArrayDeque<>();
    int from = 0;
    long weight = 0;
    for (int i = 0; i < all.size(); i++) {
      long more = Weight.of(all.get(i).first().message().body());
      if (i > from && (i - from == size || weight + more > HEAVIEST)) {
        chunks.add(all.subList(from, i));
        from = i;
        weight = 0;
      }
      weight += more;
    }
    if (from < all.size()) {
      chunks.add(all.subList(from, all.size()));
    }
    return chunks;
  }

  private Executions.Started start(Held held, List<Same> chunk, long turn) {
    return subscriptions.pulledTogether(
        held.document(),
        chunk.stream().map(Same::first).toList(),
        new ExecutionRow.Messages(
            chunk.stream().map(Same::key).toList(), held.id(), held.epoch(), turn));
  }

  private void refused(
      Held held, List<Arrival> arrivals, Subscriptions.NotStarted why, Tally tally) {
    for (Arrival arrival : arrivals) {
      letters.refused(
          held.id(), arrival.message(), arrival.key(), Objects.toString(why.getMessage(), ""));
      tally.gone.add(arrival);
    }
  }
}
