package io.noetl.camel.app.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.noetl.camel.execution.SnowflakeIds;
import io.noetl.camel.execution.trace.Tracer;
import io.noetl.camel.store.event.CommitObserver;
import io.noetl.camel.store.event.NewEvent;
import io.noetl.camel.store.event.RunCommit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Counts what stands in the log once it is durable: executions, steps, items, retries, sinks. */
final class CommitMetrics implements CommitObserver {
  private static final List<String> ENDS = List.of("completed", "failed", "cancelled");

  private final StepKinds kinds;
  private final BoundedLabels paths;
  private final Exemplars exemplars;
  private final Tracer tracer;
  private final Timer transactions;
  private final DistributionSummary batches;
  private final Counter events;
  private final Series<Counter> started;
  private final Series<Series<Counter>> ended;
  private final Series<Timer> durations;
  private final Series<Series<Timer>> steps;
  private final Series<Counter> items;
  private final Series<Counter> sinks;
  private final Series<Counter> repeats;

  /**
   * The metrics of commits, each known kind's series there with 0 from the start.
   *
   * @param kinds finds the tool's kind of a step
   * @param paths bounds the playbooks that have series of their own
   * @param tracer says which span an execution is
   */
  CommitMetrics(
      MeterRegistry registry,
      StepKinds kinds,
      BoundedLabels paths,
      Exemplars exemplars,
      Tracer tracer) {
    this.kinds = kinds;
    this.paths = paths;
    this.exemplars = exemplars;
    this.tracer = tracer;
    this.transactions =
        Timer.builder("noetl.commit")
            .description("Transactions of the event writer, each for many executions.")
            .serviceLevelObjectives(Buckets.QUICK)
            .register(registry);
    this.batches =
        DistributionSummary.builder("noetl.commit.executions")
            .description("Commits of executions that go together in one transaction.")
            .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100, 200, 512)
            .register(registry);
    this.events = Counter.builder("noetl.events").description("Events written.").register(registry);
    this.started = new Series<>(path -> started(registry, path));
    this.ended = new Series<>(path -> new Series<>(status -> ended(registry, path, status)));
    this.durations = new Series<>(status -> durations(registry, status));
    this.steps = new Series<>(kind -> new Series<>(outcome -> steps(registry, kind, outcome)));
    this.items = new Series<>(outcome -> items(registry, outcome));
    this.sinks = new Series<>(outcome -> sinks(registry, outcome));
    this.repeats = new Series<>(why -> repeats(registry, why));
    beThere();
  }

  /** A series with 0 says that nothing happened, one that is missing says nothing. */
  private void beThere() {
    started.of(BoundedLabels.OTHER);
    for (String end : ENDS) {
      ended.of(BoundedLabels.OTHER).of(end);
      durations.of(end);
    }
    for (String outcome : Buckets.OUTCOMES) {
      items.of(outcome);
      sinks.of(outcome);
      kinds.known().forEach(kind -> steps.of(kind).of(outcome));
    }
    repeats.of("retry");
    repeats.of("page");
  }

  @Override
  public void written(List<RunCommit> commits, long nanos) {
    transactions.record(nanos, TimeUnit.NANOSECONDS);
    batches.record(commits.size());
    for (RunCommit commit : commits) {
      exemplars.within(
          tracer.execution(commit.executionId(), commit.traceparent()).orElse(null),
          () -> count(commit));
    }
  }

  private void count(RunCommit commit) {
    events.increment(commit.rows().size());
    if (commit.start() != null) {
      started.of(paths.of(commit.start().path())).increment();
    }
    commit.rows().forEach(row -> count(commit, row));
    RunCommit.End end = commit.end();
    if (end != null) {
      String status = end.status().toLowerCase(Locale.ROOT);
      ended.of(paths.of(commit.pathAtEnd())).of(status).increment();
      durations
          .of(status)
          .record(Duration.between(SnowflakeIds.timeOf(commit.executionId()), end.at()));
    }
  }

  private void count(RunCommit commit, NewEvent row) {
    switch (row.eventType()) {
      case "step.exit" -> stepEnded(commit, row);
      case "sink.executed", "sink.failed" -> sinks.of(outcome(row)).increment();
      case "call.done", "call.error" -> {
        if (row.meta() != null && row.meta().contains("\"again\"")) {
          repeats.of(row.meta().contains("\"page\"") ? "page" : "retry").increment();
        }
      }
      default -> {}
    }
  }

  private void stepEnded(RunCommit commit, NewEvent row) {
    steps
        .of(kinds.of(commit.executionId(), row.nodeName()))
        .of(outcome(row))
        .record(Duration.ofNanos((long) (row.durationMillis() * 1e6)));
    if (row.meta() != null && row.meta().contains("\"item\"")) {
      items.of(outcome(row)).increment();
    }
  }

  private static String outcome(NewEvent row) {
    return row.status().equals("FAILED") ? Buckets.FAILED : Buckets.DONE;
  }

  private static Counter started(MeterRegistry registry, String path) {
    return Counter.builder("noetl.executions.started")
        .description("Executions that began, by playbook.")
        .tag("playbook", path)
        .register(registry);
  }

  private static Counter ended(MeterRegistry registry, String path, String status) {
    return Counter.builder("noetl.executions.ended")
        .description("Executions that ended, by playbook and status.")
        .tag("playbook", path)
        .tag("status", status)
        .register(registry);
  }

  private static Timer durations(MeterRegistry registry, String status) {
    return Timer.builder("noetl.execution")
        .description("From the start of an execution to its end.")
        .tag("status", status)
        .serviceLevelObjectives(Buckets.LONG)
        .register(registry);
  }

  private static Timer steps(MeterRegistry registry, String kind, String outcome) {
    return Timer.builder("noetl.step")
        .description("Steps and loop items from entry to exit, attempts and pages included.")
        .tag("kind", kind)
        .tag("outcome", outcome)
        .serviceLevelObjectives(Buckets.STEPS)
        .register(registry);
  }

  private static Counter items(MeterRegistry registry, String outcome) {
    return Counter.builder("noetl.loop.items")
        .description("Items of loops that ended.")
        .tag("outcome", outcome)
        .register(registry);
  }

  private static Counter sinks(MeterRegistry registry, String outcome) {
    return Counter.builder("noetl.sinks")
        .description("Sinks that ran.")
        .tag("outcome", outcome)
        .register(registry);
  }

  private static Counter repeats(MeterRegistry registry, String why) {
    return Counter.builder("noetl.step.repeats")
        .description("Calls that were made again, for a retry or the next page.")
        .tag("why", why)
        .register(registry);
  }
}
