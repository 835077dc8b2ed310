package io.noetl.camel.execution;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/**
 * How much begins on this replica: what has no room waits in the table. Children always have room,
 * since parents that hold room wait for them; but many children of one parent are spread over the
 * replicas. Thread-safe.
 */
public final class ReplicaAdmission {
  /** A replica looks for what waits when this part of its room is free, not at each end. */
  private static final int LOOK_PARTS = 8;

  private final Bounds bounds;
  private final StartQuotas quotas;
  private volatile int peers;
  private volatile boolean backlog;

  /**
   * Bounds of a replica.
   *
   * @param executions that run at a time, children not counted
   * @param tokens that are open at a time; above it no further execution begins
   * @param siblings children of one parent that run on the parent's replica, when others are there
   */
  public record Bounds(int executions, int tokens, int siblings) {
    public Bounds {
      positive("noetl.engine.max-executions", executions);
      positive("noetl.engine.max-tokens", tokens);
      positive("noetl.engine.max-siblings", siblings);
    }

    private static void positive(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
      }
    }
  }

  /** Where labels have no quotas. */
  public ReplicaAdmission(Bounds bounds) {
    this(bounds, StartQuotas.NONE);
  }

  public ReplicaAdmission(Bounds bounds, StartQuotas quotas) {
    this.bounds = bounds;
    this.quotas = quotas;
  }

  /**
   * Whether an execution waits until quotas let it in, wherever there is room. Children never do:
   * they belong to what has called them, which was let in.
   *
   * @throws Workload.QuotaFull when a quota refuses it
   */
  boolean holds(StartRequest request, Map<String, String> labels) {
    StartRequest.Parent parent = request.parent();
    return (parent == null || parent.key() == null) && quotas.holds(labels);
  }

  /** How many other replicas are alive. */
  void peers(int alive) {
    peers = alive;
  }

  /** Whether other replicas are alive, as far as the last beat knows. */
  public boolean hasPeers() {
    return peers > 0;
  }

  /** How many children of one parent, or items of one loop, run here before others are asked. */
  public int siblings() {
    return bounds.siblings();
  }

  /** Whether an execution begins here at once. */
  boolean admits(StartRequest request, Collection<Run> running) {
    StartRequest.Parent parent = request.parent();
    if (parent != null && parent.key() != null) {
      return peers == 0 || siblings(parent.executionId(), running) < bounds.siblings();
    }
    if (!backlog && room(running) > 0) {
      return true;
    }
    // What comes later does not overtake what waits.
    backlog = true;
    return false;
  }

  private static long siblings(long parent, Collection<Run> running) {
    return running.stream()
        .filter(run -> Objects.equals(run.info().parentExecutionId(), parent))
        .count();
  }

  /** How many executions have room. */
  int room(Collection<Run> running) {
    int roots = 0;
    int tokens = 0;
    for (Run run : running) {
      roots += run.info().parentExecutionId() == null ? 1 : 0;
      tokens += run.tokens();
    }
    return tokens >= bounds.tokens() ? 0 : Math.max(0, bounds.executions() - roots);
  }

  /** A look let in fewer than there was room for: nothing waits any more. */
  void lookedFor(int room, int found) {
    if (found < room) {
      backlog = false;
    } else if (found > 0) {
      backlog = true;
    }
  }

  /** Whether it is time to look for what waits. */
  boolean isLookDue(Collection<Run> running) {
    return quotas.isWaitedFor()
        || (backlog && room(running) >= Math.max(1, bounds.executions() / LOOK_PARTS));
  }
}
