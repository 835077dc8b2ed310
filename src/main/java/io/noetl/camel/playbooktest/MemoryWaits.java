package io.noetl.camel.playbooktest;

import io.noetl.camel.execution.wait.Signal;
import io.noetl.camel.execution.wait.SignalBook;
import io.noetl.camel.execution.wait.WaitBook;
import io.noetl.camel.execution.wait.WaitKey;
import io.noetl.camel.execution.wait.WaitRequest;
import io.noetl.camel.execution.wait.WaitRequest.Wanted;
import io.noetl.camel.execution.wait.Waiting;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What the executions of a test wait for, and the signals that they send. Thread-safe. */
final class MemoryWaits implements WaitBook, SignalBook {
  private final InstantSource clock;
  private final Map<WaitKey, Waiting> waits = new LinkedHashMap<>();
  private final Map<WaitKey, Wanted.Signal> wanted = new LinkedHashMap<>();
  private final List<Signal> kept = new ArrayList<>();
  private LongConsumer woken = id -> {};
  private long sent;

  MemoryWaits(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Begins anew.
   *
   * @param told which execution's wait a signal has ended
   */
  synchronized void reset(LongConsumer told) {
    waits.clear();
    wanted.clear();
    kept.clear();
    woken = told;
  }

  @Override
  public synchronized Waiting open(WaitRequest request) {
    Waiting found = waits.get(request.key());
    if (found != null) {
      return found;
    }
    Waiting begun =
        new Waiting(request.key(), request.due(), clock.instant(), Waiting.State.OPEN, null);
    waits.put(request.key(), begun);
    if (request.wanted() instanceof Wanted.Signal signal) {
      wanted.put(request.key(), signal);
      Iterator<Signal> signals = kept.iterator();
      while (signals.hasNext()) {
        Signal next = signals.next();
        if (isFor(next, signal)) {
          signals.remove();
          return end(request.key(), Waiting.State.DONE, next.payload());
        }
      }
    }
    return begun;
  }

  private static boolean isFor(Signal sent, Wanted.Signal wanted) {
    return sent.name().equals(wanted.name()) && sent.key().equals(wanted.key());
  }

  private Waiting end(WaitKey key, Waiting.State state, @Nullable Object result) {
    wanted.remove(key);
    Waiting over =
        waits.computeIfPresent(
            key,
            (same, open) ->
                open.isOver() ? open : new Waiting(same, open.due(), open.begun(), state, result));
    if (over == null) {
      throw new IllegalStateException("Nobody waits: " + key);
    }
    return over;
  }

  @Override
  public synchronized Waiting late(WaitKey key) {
    return end(key, Waiting.State.LATE, null);
  }

  @Override
  public synchronized void left(WaitKey key) {
    end(key, Waiting.State.LEFT, null);
  }

  @Override
  public synchronized List<Waiting> over(Collection<Long> executionIds) {
    return waits.values().stream()
        .filter(wait -> wait.isOver() && executionIds.contains(wait.key().executionId()))
        .toList();
  }

  @Override
  public synchronized Sent send(Signal signal) {
    List<WaitKey> found =
        wanted.entrySet().stream()
            .filter(entry -> isFor(signal, entry.getValue()))
            .map(Map.Entry::getKey)
            .limit(signal.deliver() == Signal.Deliver.ONE ? 1 : Long.MAX_VALUE)
            .toList();
    if (found.isEmpty()) {
      kept.add(signal);
    }
    for (WaitKey key : found) {
      end(key, Waiting.State.DONE, signal.payload());
      woken.accept(key.executionId());
    }
    return new Sent(++sent, found.stream().map(WaitKey::executionId).toList(), false);
  }
}
