package io.noetl.camel.execution;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.WorkbookEntry;
import io.noetl.camel.template.TemplateError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts executions aside of which every branch waits: they leave memory and hold no place, and are
 * taken up again by whichever replica looks first when something is there or due. Their log has all
 * that is needed, as after a takeover.
 */
public final class Parking implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parking.class);

  /** What waits for less is not worth the way. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static final Duration EVERY = Duration.ofMillis(500);
  private static final int MOST = 1_000;
  private static final int FLUSH_SECONDS = 10;

  private final String name;
  private final ReplicaStore store;
  private final Engine engine;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("noetl-parking").factory());

  /**
   * Of a replica.
   *
   * @param name the replica's
   */
  public Parking(String name, ReplicaStore store, Engine engine, Clock clock) {
    this.name = name;
    this.store = store;
    this.engine = engine;
    this.clock = clock;
  }

  /** Begins to look. */
  public void start() {
    thread.scheduleWithFixedDelay(
        this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      boolean more = true;
      while (more && !thread.isShutdown()) {
        more = park() == MOST;
      }
    } catch (RuntimeException e) {
      LOG.warn("What waits stays in memory, looking again: {}", e.getMessage());
    }
  }

  /** One look; says how many were found idle. */
  private int park() {
    Map<Run, CompletableFuture<Void>> flushed = new HashMap<>();
    for (Run run : engine.runs()) {
      if (flushed.size() < MOST && wake(run) != null) {
        flushed.put(run, run.flushed());
      }
    }
    Map<Long, Run> runs = new HashMap<>();
    List<ReplicaStore.Idle> idle = new ArrayList<>();
    flushed.forEach(
        (run, done) -> {
          // What has gone on meanwhile stays.
          Instant wake = isDone(done) ? wake(run) : null;
          if (wake != null) {
            runs.put(run.id(), run);
            idle.add(new ReplicaStore.Idle(run.id(), run.info().epoch(), run.idle().keys(), wake));
          }
        });
    if (!idle.isEmpty()) {
      settle(runs, store.park(name, idle));
    }
    return flushed.size();
  }

  private void settle(Map<Long, Run> runs, Set<Long> parked) {
    for (long id : parked) {
      Run run = runs.remove(id);
      if (run != null) {
        engine.parked(run);
      }
    }
    // Parked before, and the answer was lost: the row has another epoch.
    store.epochs(runs.keySet()).forEach(engine::loseOlder);
  }

  private static boolean isDone(CompletableFuture<Void> flushed) {
    try {
      flushed.get(FLUSH_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      return false;
    }
  }

  /** When it is to go on, if it is idle and will be for some time. */
  private @Nullable Instant wake(Run run) {
    if (run.idle().isEmpty()) {
      return null;
    }
    Instant wake = run.idleUntil(System.nanoTime() - SHORT.toNanos());
    if (wake == null || isBoundToServer(run.compiled())) {
      return null;
    }
    try {
      Instant end = Deadlines.end(run);
      wake = end == null || wake.isBefore(end) ? wake : end;
    } catch (TemplateError e) {
      // It is being stopped for that.
      return null;
    }
    return wake.isBefore(clock.instant().plus(SHORT).plus(SHORT)) ? null : wake;
  }

  /** An execution's DuckDB is a file of its server, or in its memory. */
  private static boolean isBoundToServer(CompiledPlaybook compiled) {
    Stream<String> ofSteps = compiled.playbook().steps().stream().flatMap(Parking::kinds);
    Stream<String> ofWorkbook =
        compiled.playbook().workbook().stream().map(WorkbookEntry::tool).map(tool -> tool.kind());
    return Stream.concat(ofSteps, ofWorkbook).anyMatch("duckdb"::equals);
  }

  private static Stream<String> kinds(Step step) {
    return Stream.concat(
        Stream.of(step.tool().kind()), step.tasks().stream().map(task -> task.tool().kind()));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
