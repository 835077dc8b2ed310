package io.noetl.camel.playbooktest;

import io.noetl.camel.execution.Ancestry;
import io.noetl.camel.execution.Claim;
import io.noetl.camel.execution.Ended;
import io.noetl.camel.execution.LoggedEvent;
import io.noetl.camel.execution.RunStore;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.CommitLog;
import io.noetl.camel.store.event.ExecutionRow;
import io.noetl.camel.store.event.NewEvent;
import io.noetl.camel.store.event.RunCommit;
import io.noetl.camel.store.event.StaleEpochException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The executions of a test and their log, in memory: what the database is to a server. Values go
 * through JSON as they do there. Thread-safe.
 */
final class MemoryRuns implements RunStore, CommitLog {
  private final Json json;
  private final Map<Long, Row> rows = new LinkedHashMap<>();
  private final Set<Long> cancelled = new HashSet<>();
  private boolean closed;

  /** An execution and its events. */
  static final class Row {
    private final ExecutionRow start;
    private final List<NewEvent> events = new ArrayList<>();
    private RunCommit.@Nullable End end;
    private boolean owned;
    private long epoch;

    Row(ExecutionRow start) {
      this.start = start;
      this.owned = start.owner() != null;
      this.epoch = start.epoch();
    }

    ExecutionRow start() {
      return start;
    }

    /** The log so far, in the order of what happened. */
    List<NewEvent> events() {
      return events;
    }

    /** How it ended; null while it runs. */
    RunCommit.@Nullable End end() {
      return end;
    }
  }

  MemoryRuns(Json json) {
    this.json = json;
  }

  /** Takes nothing more: what still runs has lost its executions, and the logs stay as they are. */
  synchronized void close() {
    closed = true;
  }

  @Override
  public synchronized CompletableFuture<Void> commit(RunCommit commit) {
    if (closed) {
      return CompletableFuture.failedFuture(new StaleEpochException(commit.executionId()));
    }
    ExecutionRow start = commit.start();
    if (start != null && existing(start).isPresent()) {
      return CompletableFuture.failedFuture(new StaleEpochException(start.executionId()));
    }
    if (start != null) {
      rows.put(start.executionId(), new Row(start));
    }
    Row row = rows.get(commit.executionId());
    if (row == null || row.end != null || row.epoch != commit.epoch()) {
      return CompletableFuture.failedFuture(new StaleEpochException(commit.executionId()));
    }
    row.events.addAll(commit.rows());
    row.end = commit.end();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void later(RunCommit commit) {
    commit(commit);
  }

  private Optional<Row> existing(ExecutionRow start) {
    return rows.values().stream()
        .filter(
            row ->
                row.start.executionId() == start.executionId()
                    || isKeyTaken(start, row)
                    || (start.parentKey() != null
                        && start.parentKey().equals(row.start.parentKey())
                        && Objects.equals(
                            start.parentExecutionId(), row.start.parentExecutionId())))
        .findFirst();
  }

  private static boolean isKeyTaken(ExecutionRow start, Row row) {
    return start.key() != null
        && start.key().unique()
        && row.end == null
        && start.key().equals(row.start.key())
        && start.path().equals(row.start.path());
  }

  /** All executions, in the order of their starts. */
  synchronized List<Row> all() {
    return List.copyOf(rows.values());
  }

  /** The row of an execution. */
  synchronized Row row(long executionId) {
    return Objects.requireNonNull(rows.get(executionId));
  }

  /** Takes one that waits for its place among those of its kind, as a replica does. */
  synchronized Optional<Claim> claim() {
    return rows.values().stream()
        .filter(row -> !row.owned && row.end == null && hasPlace(row))
        .findFirst()
        .map(
            row -> {
              row.owned = true;
              row.epoch++;
              ExecutionRow start = row.start;
              return new Claim(
                  start.executionId(),
                  start.catalogId(),
                  start.path(),
                  start.version(),
                  start.name(),
                  start.payload(),
                  start.parentExecutionId(),
                  row.epoch,
                  false,
                  Claim.Reason.ROOM,
                  new Ancestry(start.root(), start.depth(), start.restricted()));
            });
  }

  private boolean hasPlace(Row waiting) {
    ExecutionRow.Limit limit = waiting.start.limit();
    return limit == null
        || rows.values().stream()
                .filter(row -> row.owned && row.end == null)
                .map(row -> row.start.limit())
                .filter(other -> other != null && other.key().equals(limit.key()))
                .count()
            < limit.most();
  }

  /** What recovery reads. */
  synchronized List<LoggedEvent> logged(long executionId) {
    return row(executionId).events.stream().map(event -> LoggedEvent.of(event, json)).toList();
  }

  /** Whether none goes on. */
  synchronized boolean areOver() {
    return rows.values().stream().allMatch(row -> row.end != null);
  }

  @Override
  public synchronized Optional<Existing> child(long parentExecutionId, String parentKey) {
    return rows.values().stream()
        .map(Row::start)
        .filter(
            start ->
                parentKey.equals(start.parentKey())
                    && Objects.equals(start.parentExecutionId(), parentExecutionId))
        .findFirst()
        .map(s -> new Existing(s.executionId(), s.catalogId(), s.path(), s.version()));
  }

  @Override
  public Optional<Existing> byIdempotencyKey(String key) {
    return Optional.empty();
  }

  @Override
  public synchronized Optional<KeyHolder> holder(String path, String key) {
    ExecutionRow.Key unique = new ExecutionRow.Key(key, true);
    return rows.values().stream()
        .filter(row -> row.end == null && unique.equals(row.start.key()))
        .map(Row::start)
        .filter(start -> start.path().equals(path))
        .findFirst()
        .map(
            s ->
                new KeyHolder(
                    new Existing(s.executionId(), s.catalogId(), s.path(), s.version()), key));
  }

  @Override
  public synchronized boolean isStarted(ExecutionRow start) {
    Row row = rows.get(start.executionId());
    return row != null && row.start.equals(start);
  }

  @Override
  public boolean isBounded(long executionId) {
    return false;
  }

  @Override
  public synchronized Optional<Ancestry> ancestry(long executionId) {
    return Optional.ofNullable(rows.get(executionId))
        .map(row -> new Ancestry(row.start.root(), row.start.depth(), row.start.restricted()));
  }

  @Override
  public synchronized List<String> pathsAbove(long executionId, int most) {
    List<String> paths = new ArrayList<>();
    Row row = rows.get(executionId);
    while (row != null && paths.size() < most) {
      paths.add(row.start.path());
      Long parent = row.start.parentExecutionId();
      row = parent == null ? null : rows.get(parent);
    }
    return paths;
  }

  @Override
  public synchronized List<Ended> ended(Collection<Long> executionIds) {
    List<Ended> ended = new ArrayList<>();
    for (Long id : executionIds) {
      Row row = rows.get(id);
      RunCommit.End end = row == null ? null : row.end;
      if (end != null) {
        ended.add(new Ended(id, end.status(), json.readColumn(end.result()), end.error()));
      }
    }
    return ended;
  }

  @Override
  public synchronized @Nullable Object stepResult(long executionId, String step) {
    Row row = rows.get(executionId);
    return row == null
        ? null
        : row.events.reversed().stream()
            .filter(event -> event.nodeName().equals(step))
            .filter(e -> e.eventType().equals("step.exit") || e.eventType().equals("loop.done"))
            .findFirst()
            .map(NewEvent::result)
            .map(json::readColumn)
            .orElse(null);
  }

  @Override
  public synchronized Optional<State> state(long executionId) {
    return Optional.ofNullable(rows.get(executionId))
        .map(row -> new State(row.end == null ? "RUNNING" : row.end.status()));
  }

  @Override
  public String written(long executionId, Map<String, @Nullable Object> payload) {
    return Objects.requireNonNull(json.writeColumn(payload));
  }

  @Override
  public Map<String, @Nullable Object> payload(long executionId, String written) {
    return json.readObject(written);
  }

  @Override
  public synchronized List<Long> requestCancel(long executionId, boolean cascade) {
    List<Long> told =
        rows.values().stream()
            .filter(row -> row.end == null && isBelow(row, executionId, cascade))
            .map(row -> row.start.executionId())
            .toList();
    cancelled.addAll(told);
    return told;
  }

  @Override
  public synchronized List<Long> requestCancelOfRest(long executionId) {
    Set<Long> before = Set.copyOf(cancelled);
    return requestCancel(executionId, true).stream().filter(id -> !before.contains(id)).toList();
  }

  private boolean isBelow(Row row, long executionId, boolean cascade) {
    for (Row at = row; at != null; ) {
      if (at.start.executionId() == executionId) {
        return true;
      }
      Long parent = cascade ? at.start.parentExecutionId() : null;
      at = parent == null ? null : rows.get(parent);
    }
    return false;
  }
}
