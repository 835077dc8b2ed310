package io.noetl.camel.execution;

import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.ExecutionRow;
import io.noetl.camel.store.event.NewEvent;
import io.noetl.camel.store.event.RunCommit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables of executions and events in memory, with the rules of the one statement that writes
 * them: new rows are ignored where they are there already, a writer with another epoch is refused,
 * an event is recorded once.
 */
final class SimStore implements RunStore {
  private static final Set<String> OPEN = Set.of("PENDING", "RUNNING", "PAUSED", "COMPENSATING");

  private final Json json;
  private final Map<Long, Row> rows = new LinkedHashMap<>();

  /** What goes on when an execution has ended. */
  private final Map<Long, List<Runnable>> waiting = new LinkedHashMap<>();

  /** Done once while a cancel is under way: behind what it saw. */
  Runnable meanwhile = () -> {};

  /** An execution and its events. */
  static final class Row {
    final ExecutionRow start;
    final Map<Long, NewEvent> events = new TreeMap<>();
    // How often the end of each step, or of each item of its loop, is recorded.
    final Map<String, Integer> exits = new TreeMap<>();
    // The same of the calls of tasks.
    final Map<String, Integer> tasks = new TreeMap<>();
    @Nullable String owner;
    long epoch;
    String status;
    RunCommit.@Nullable End end;
    boolean cancelRequested;
    boolean cleansUp;

    Row(ExecutionRow start) {
      this.start = start;
      this.owner = start.owner();
      this.epoch = start.epoch();
      this.status = start.owner() == null ? "PENDING" : "RUNNING";
    }

    boolean isOpen() {
      return OPEN.contains(status);
    }
  }

  SimStore(Json json) {
    this.json = json;
  }

  Collection<Row> rows() {
    return rows.values();
  }

  Row row(long executionId) {
    Row row = rows.get(executionId);
    if (row == null) {
      throw new IllegalArgumentException("No execution " + executionId);
    }
    return row;
  }

  /** One transaction of many commits; gives the executions whose writes were accepted. */
  Set<Long> write(List<RunCommit> batch) {
    Set<Long> live = new HashSet<>();
    for (RunCommit commit : batch) {
      ExecutionRow start = commit.start();
      if (start != null && !isThere(start)) {
        rows.put(start.executionId(), new Row(start));
      }
    }
    for (RunCommit commit : batch) {
      Row row = rows.get(commit.executionId());
      if (row != null && row.epoch == commit.epoch() && isOwn(row, commit.start())) {
        live.add(commit.executionId());
        commit.rows().forEach(event -> log(row, event));
        RunCommit.Cleanup cleanup = commit.cleanup();
        if (cleanup != null) {
          row.cleansUp = true;
          row.cancelRequested = false;
          row.status =
              cleanup.undoes() && row.status.equals("RUNNING") ? "COMPENSATING" : row.status;
        }
        if (commit.end() != null) {
          row.end = commit.end();
          row.status = commit.end().status();
          row.owner = null;
          List<Runnable> told = waiting.remove(commit.executionId());
          if (told != null) {
            told.forEach(Runnable::run);
          }
        }
      }
    }
    return live;
  }

  private void log(Row row, NewEvent event) {
    if (row.events.putIfAbsent(event.eventId(), event) != null || event.meta() == null) {
      return;
    }
    Map<String, @Nullable Object> meta = json.readObject(event.meta());
    Object token = meta.get("token");
    if (token == null) {
      return;
    }
    Object item = meta.get("item");
    String key = token + "/" + event.nodeName() + (item == null ? "" : "[" + item + "]");
    switch (event.eventType()) {
      case "step.exit" -> row.exits.merge(key, 1, Integer::sum);
      case "task.done", "task.failed" ->
          row.tasks.merge(
              key + "/" + meta.get("task") + "#" + meta.get("attempt"), 1, Integer::sum);
      default -> {}
    }
  }

  /** Does something when an execution has ended, at once if it has. */
  void whenEnded(long executionId, Runnable then) {
    if (row(executionId).isOpen()) {
      waiting.computeIfAbsent(executionId, id -> new ArrayList<>()).add(then);
    } else {
      then.run();
    }
  }

  /** Another start may have drawn the same id. */
  private static boolean isOwn(Row row, @Nullable ExecutionRow start) {
    return start == null
        || (start.catalogId() == row.start.catalogId()
            && start.startTime().equals(row.start.startTime()));
  }

  private boolean isThere(ExecutionRow start) {
    return rows.values().stream()
        .map(row -> row.start)
        .anyMatch(
            row ->
                row.executionId() == start.executionId()
                    || (start.idempotencyKey() != null
                        && start.idempotencyKey().equals(row.idempotencyKey()))
                    || isSameCall(start, row)
                    || isKeyTaken(start, row));
  }

  private boolean isKeyTaken(ExecutionRow start, ExecutionRow row) {
    return start.key() != null
        && start.key().unique()
        && start.key().equals(row.key())
        && start.path().equals(row.path())
        && row(row.executionId()).isOpen();
  }

  private static boolean isSameCall(ExecutionRow start, ExecutionRow row) {
    return start.parentKey() != null
        && start.parentKey().equals(row.parentKey())
        && Objects.equals(start.parentExecutionId(), row.parentExecutionId());
  }

  /** What recovery reads. */
  List<LoggedEvent> events(long executionId) {
    return row(executionId).events.values().stream()
        .map(event -> LoggedEvent.of(event, json))
        .toList();
  }

  @Override
  public Optional<Existing> child(long parentExecutionId, String parentKey) {
    return rows.values().stream()
        .map(row -> row.start)
        .filter(
            row ->
                parentKey.equals(row.parentKey())
                    && Long.valueOf(parentExecutionId).equals(row.parentExecutionId()))
        .findFirst()
        .map(s -> new Existing(s.executionId(), s.catalogId(), s.path(), s.version()));
  }

  @Override
  public Optional<Ancestry> ancestry(long executionId) {
    return Optional.ofNullable(rows.get(executionId))
        .map(row -> new Ancestry(row.start.root(), row.start.depth(), row.start.restricted()));
  }

  @Override
  public List<String> pathsAbove(long executionId, int most) {
    return List.of();
  }

  @Override
  public Optional<Existing> byIdempotencyKey(String key) {
    return rows.values().stream()
        .map(row -> row.start)
        .filter(start -> key.equals(start.idempotencyKey()))
        .findFirst()
        .map(s -> new Existing(s.executionId(), s.catalogId(), s.path(), s.version()));
  }

  @Override
  public Optional<KeyHolder> holder(String path, String key) {
    return rows.values().stream()
        .filter(row -> row.isOpen() && new ExecutionRow.Key(key, true).equals(row.start.key()))
        .map(row -> row.start)
        .filter(start -> start.path().equals(path))
        .findFirst()
        .map(
            s ->
                new KeyHolder(
                    new Existing(s.executionId(), s.catalogId(), s.path(), s.version()), key));
  }

  @Override
  public boolean isStarted(ExecutionRow start) {
    Row row = rows.get(start.executionId());
    return row != null && isOwn(row, start);
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
  public boolean isBounded(long catalogId) {
    return false;
  }

  @Override
  public List<Ended> ended(Collection<Long> executionIds) {
    return List.of();
  }

  @Override
  public @Nullable Object stepResult(long executionId, String step) {
    return null;
  }

  @Override
  public Optional<State> state(long executionId) {
    Row row = rows.get(executionId);
    return Optional.ofNullable(row).map(found -> new State(found.status));
  }

  @Override
  public List<Long> requestCancel(long executionId, boolean cascade) {
    List<Long> told =
        rows.keySet().stream()
            .filter(id -> id == executionId || (cascade && isBelow(id, executionId)))
            .filter(id -> row(id).isOpen() && !row(id).cleansUp)
            .toList();
    told.forEach(id -> row(id).cancelRequested = true);
    Runnable once = meanwhile;
    meanwhile = () -> {};
    once.run();
    return told;
  }

  @Override
  public List<Long> requestCancelOfRest(long executionId) {
    List<Long> known = rows.keySet().stream().filter(id -> row(id).cancelRequested).toList();
    return requestCancel(executionId, true).stream().filter(id -> !known.contains(id)).toList();
  }

  private boolean isBelow(long executionId, long other) {
    Long parent = row(executionId).start.parentExecutionId();
    return parent != null && (parent == other || isBelow(parent, other));
  }
}
