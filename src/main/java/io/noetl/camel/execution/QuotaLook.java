package io.noetl.camel.execution;

/** What a replica does for quotas at a beat. One thread at a time. */
final class QuotaLook {
  /** What came by labels that have no quota any more is looked for at each so many looks. */
  private static final int SWEEPS = 15;

  private final String replica;
  private final Quotas quotas;
  private final QuotaTurns turns;
  private final Engine engine;
  private int looks;

  QuotaLook(String replica, Quotas quotas, QuotaTurns turns, Engine engine) {
    this.replica = replica;
    this.quotas = quotas;
    this.turns = turns;
    this.engine = engine;
  }

  /** Takes what a beat has read. */
  void seen(ReplicaStore.Beat beat) {
    quotas.seen(beat.quotas(), beat.held());
  }

  /**
   * Lets in what waits for quotas and finds something left, where anything waits: the next beat
   * finds it among what waits for room.
   *
   * @return whether anything was let in
   */
  boolean letsIn() {
    if (!quotas.isWaitedFor()) {
      return false;
    }
    boolean sweeps = quotas.takeChanged() || looks++ % SWEEPS == 0;
    QuotaTurns.Turn turn = turns.take(replica, sweeps);
    turn.refused().forEach(this::refuse);
    return turn.letIn() > 0;
  }

  private void refuse(QuotaTurns.Refused refused) {
    engine.end(
        refused.claim(),
        "FAILED",
        ToolError.of(
            "EX0407",
            "QuotaFull",
            "%s, and its `when_full` is fail. Start it again when there is something left, have the quota raised, or let it wait: `when_full: queue`."
                .formatted(refused.quota().said())));
  }
}
