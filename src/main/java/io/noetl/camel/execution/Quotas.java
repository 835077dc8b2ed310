package io.noetl.camel.execution;

import io.noetl.camel.store.quota.Quota;
import io.noetl.camel.store.quota.QuotaStore;
import io.noetl.camel.store.quota.QuotaUse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The quotas as this server knows them: each beat reads them, and a change tells all servers to
 * beat. Where there are none nothing asks the database. Thread-safe.
 */
public final class Quotas implements StartQuotas {
  private final QuotaStore store;
  private final AtomicBoolean changed = new AtomicBoolean();
  private volatile List<Known> known = List.of();
  private volatile boolean waitedFor;

  public Quotas(QuotaStore store) {
    this.store = store;
  }

  /**
   * What a server knows of a quota.
   *
   * @param refuses whether what finds nothing left is refused
   * @param charges whether it bounds Python
   */
  record Known(Quota.Label label, boolean refuses, boolean charges) {}

  @Override
  public boolean holds(Map<String, String> labels) {
    List<Known> over = known.stream().filter(one -> one.label().isOf(labels)).toList();
    for (Known one : over) {
      if (one.refuses()) {
        store.find(one.label()).ifPresent(Quotas::refuseFull);
      }
    }
    if (over.isEmpty()) {
      return false;
    }
    waitedFor = true;
    return true;
  }

  private static void refuseFull(QuotaUse use) {
    // as it stands now, whatever this server has seen last
    if (use.free() == 0 && use.quota().whenFull() == Quota.WhenFull.FAIL) {
      throw new Workload.QuotaFull(
          use.said()
              + ", and its `when_full` is fail. "
              + (use.isPythonUsedUp() ? "Start it then" : "Start it again when one has ended")
              + ", or have the quota raised",
          use.quota().label().toString());
    }
  }

  /** Whether this server knows a quota of a label. */
  public boolean isKnown(String name, String value) {
    return known.stream().anyMatch(one -> one.label().equals(new Quota.Label(name, value)));
  }

  /** Whether Python that runs is to be added up. */
  public boolean isCharging() {
    return known.stream().anyMatch(Known::charges);
  }

  @Override
  public boolean isWaitedFor() {
    return waitedFor;
  }

  /**
   * What a beat has read.
   *
   * @param waiting whether executions wait for quotas
   */
  void seen(List<Known> now, boolean waiting) {
    if (!now.equals(known)) {
      known = now;
      changed.set(true);
    }
    waitedFor = waiting;
  }

  /** Whether they have changed since this was asked. */
  boolean takeChanged() {
    return changed.getAndSet(false);
  }

  /** Reads them at once: they have been changed here. */
  public void refresh() {
    known = store.uses().stream().map(QuotaUse::quota).map(Quotas::known).toList();
    changed.set(true);
  }

  private static Known known(Quota quota) {
    return new Known(
        quota.label(), quota.whenFull() == Quota.WhenFull.FAIL, quota.python() != null);
  }
}
