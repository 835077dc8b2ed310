package io.noetl.camel.execution;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What can happen next, in any order, on one thread: each thing belongs to a replica and is lost
 * with it. Time goes on by a millisecond with each.
 */
final class SimSchedule {
  private final Random random;
  private final List<Due> due = new ArrayList<>();
  private long millis = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  private record Due(SimReplica replica, boolean isAnswer, Runnable action) {}

  SimSchedule(Random random) {
    this.random = random;
  }

  boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  int pick(int bound) {
    return random.nextInt(bound);
  }

  /** Something that the replica goes on with. */
  synchronized void later(SimReplica replica, Runnable action) {
    due.add(new Due(replica, false, action));
  }

  /** The answer of a commit. */
  synchronized void answer(SimReplica replica, Runnable action) {
    due.add(new Due(replica, true, action));
  }

  /** All answers that the replica waits for. */
  void runAnswers(SimReplica replica) {
    List<Due> answers;
    synchronized (this) {
      answers = due.stream().filter(d -> d.isAnswer() && d.replica() == replica).toList();
      due.removeAll(answers);
    }
    answers.forEach(answer -> answer.action().run());
  }

  synchronized void forget(SimReplica replica) {
    due.removeIf(d -> d.replica() == replica);
  }

  synchronized int ready() {
    return (int) due.stream().filter(d -> d.replica().runs()).count();
  }

  /** Lets one of the things happen that can. */
  void runOne() {
    Due next;
    synchronized (this) {
      List<Due> ready = due.stream().filter(d -> d.replica().runs()).toList();
      next = ready.get(random.nextInt(ready.size()));
      due.remove(next);
    }
    next.action().run();
  }

  void tick() {
    millis++;
  }

  /** The clock of a machine: it may be ahead of the others, or behind. */
  Clock clock(long skewMillis) {
    InstantSource machine = () -> Instant.ofEpochMilli(millis + skewMillis);
    return machine.withZone(ZoneOffset.UTC);
  }
}
