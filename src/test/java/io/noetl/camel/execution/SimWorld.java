package io.noetl.camel.execution;

import io.noetl.camel.store.event.NewEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One schedule of the simulation: some replicas, some executions, and whatever can go wrong between
 * any two things that happen. It ends when every execution has ended, and says what it found.
 */
final class SimWorld {
  private static final int MOST_TURNS = 20_000;
  private static final Set<String> ENDS =
      Set.of("step.exit", "loop.done", "task.done", "task.failed", "step.skipped");

  private final SimEngines factory;
  private final Random random;
  private final SimSchedule schedule;
  private final SimStore store;
  private final SimTool tool = new SimTool();
  private final SimWaits waits;
  private final SimQueue queue = new SimQueue();
  private final List<SimReplica> replicas = new ArrayList<>();
  private final Map<SimReplica, Engine> engines = new LinkedHashMap<>();
  private final List<String> found = new ArrayList<>();
  private final int replicaCount;
  private final boolean cancels;
  private int faults;
  private int named;

  /**
   * How a schedule is.
   *
   * @param faults how many things go wrong
   * @param cancels whether somebody cancels, too
   */
  record Settings(int replicas, int faults, boolean cancels) {}

  SimWorld(SimEngines factory, Random random, Settings settings) {
    this.factory = factory;
    this.random = random;
    this.replicaCount = settings.replicas();
    this.faults = settings.faults();
    this.cancels = settings.cancels();
    this.schedule = new SimSchedule(random);
    this.store = new SimStore(factory.json());
    this.waits = new SimWaits(schedule);
  }

  /**
   * Runs it.
   *
   * @param paths what is started, once each
   * @return what came of each playbook, and what is wrong
   */
  Result run(List<String> paths) {
    try (waits) {
      return goThrough(paths);
    }
  }

  private Result goThrough(List<String> paths) {
    for (int i = 0; i < replicaCount; i++) {
      join();
    }
    List<String> toStart = new ArrayList<>(paths);
    int turn = 0;
    while (!(toStart.isEmpty() && isOver())) {
      if (++turn > MOST_TURNS) {
        found.add("stuck: " + open());
        break;
      }
      schedule.tick();
      turn(toStart);
      waits.look();
    }
    store.rows().forEach(this::check);
    return new Result(
        store.rows().stream()
            .filter(row -> row.start.parentExecutionId() == null)
            .map(this::summary)
            .toList(),
        found);
  }

  /**
   * What came of a schedule.
   *
   * @param summaries of each that was started: its status and how often each step, and each task,
   *     ended how, with the same of its children
   */
  record Result(List<String> summaries, List<String> problems) {}

  /** All that was recorded, in order. */
  List<String> log() {
    return store.rows().stream()
        .flatMap(
            row ->
                row.events.values().stream()
                    .map(e -> row.start.path() + " " + e.eventType() + " " + e.nodeName()))
        .toList();
  }

  private void turn(List<String> toStart) {
    List<SimReplica> running = replicas.stream().filter(SimReplica::runs).toList();
    if (running.isEmpty()) {
      revive();
      return;
    }
    SimReplica replica = running.get(random.nextInt(running.size()));
    if (faults > 0 && schedule.chance(12)) {
      faults--;
      fault(replica);
    } else if (!toStart.isEmpty() && schedule.chance(3)) {
      start(replica, toStart);
    } else if (replica.queued() > 0 && schedule.chance(2)) {
      replica.write(1 + random.nextInt(replica.queued()));
    } else if (schedule.chance(6)) {
      beat(replica);
    } else if (schedule.ready() > 0) {
      schedule.runOne();
    }
  }

  private void join() {
    SimReplica replica = new SimReplica("replica-" + named++, schedule, store);
    replicas.add(replica);
    SimRoutes routes =
        new SimRoutes(
            replica, schedule, tool, this::called, store, waits, queue, () -> engine(replica));
    engines.put(replica, factory.engine(replica, store, schedule, random, routes, waits));
  }

  private void revive() {
    replicas.stream().filter(SimReplica::isAlive).forEach(SimReplica::wake);
    if (replicas.stream().noneMatch(SimReplica::isAlive)) {
      join();
    }
  }

  private void fault(SimReplica replica) {
    switch (random.nextInt(cancels ? 6 : 5)) {
      case 0, 1 -> {
        gone(replica);
      }
      case 2 -> replica.freeze();
      case 3 -> handOver(replica);
      case 4 -> pauseAny();
      default -> cancelAny(replica);
    }
  }

  /** A graceful shutdown. */
  private void handOver(SimReplica replica) {
    engine(replica).close();
    for (SimStore.Row row : store.rows()) {
      if (row.isOpen() && replica.name().equals(row.owner)) {
        row.owner = null;
        row.epoch++;
      }
    }
    replica.write(replica.queued());
    gone(replica);
  }

  private void gone(SimReplica replica) {
    replica.kill();
    schedule.forget(replica);
    waits.forget(replica);
    queue.lost(replica);
    replicas.remove(replica);
    join();
  }

  private void pauseAny() {
    for (SimStore.Row row : store.rows()) {
      if (row.status.equals("RUNNING")) {
        row.status = "PAUSED";
        owner(row).ifPresent(engine -> engine.holdHere(row.start.executionId()));
      }
    }
  }

  private void resumeAny(SimStore.Row row) {
    row.status = "RUNNING";
    owner(row).ifPresent(engine -> engine.releaseHere(row.start.executionId()));
  }

  private Optional<Engine> owner(SimStore.Row row) {
    return replicas.stream()
        .filter(r -> r.runs() && r.name().equals(row.owner))
        .map(this::engine)
        .findFirst();
  }

  private void cancelAny(SimReplica replica) {
    List<SimStore.Row> open = store.rows().stream().filter(SimStore.Row::isOpen).toList();
    if (!open.isEmpty()) {
      long id = open.get(random.nextInt(open.size())).start.executionId();
      engine(replica).cancel(id, false, null);
    }
  }

  private void start(SimReplica replica, List<String> toStart) {
    int which = random.nextInt(toStart.size());
    String path = toStart.get(which);
    engine(replica)
        .start(
            new StartRequest(
                new StartRequest.PlaybookRef.ByPath(path, null), Map.of(), null, path));
    // A client that had no answer asks again, with the same key.
    if (!schedule.chance(5)) {
      toStart.remove(which);
    }
  }

  /** What a replica does every two seconds: take over, wake others that were only slow, cancel. */
  private void beat(SimReplica replica) {
    if (schedule.chance(4)) {
      replicas.stream().filter(r -> r.isAlive() && !r.runs()).forEach(SimReplica::wake);
    }
    int room = engine(replica).room();
    for (SimStore.Row row : List.copyOf(store.rows())) {
      boolean isWaiting = row.status.equals("PENDING");
      if (row.isOpen() && !isOwned(row) && !(isWaiting && room <= 0)) {
        room -= isWaiting ? 1 : 0;
        row.status = isWaiting ? "RUNNING" : row.status;
        row.owner = replica.name();
        row.epoch++;
        resume(replica, row);
      } else if (row.isOpen() && replica.name().equals(row.owner) && row.cancelRequested) {
        engine(replica).stopHere(row.start.executionId(), null);
      }
      if (row.status.equals("PAUSED") && replica.name().equals(row.owner) && schedule.chance(3)) {
        resumeAny(row);
      }
    }
  }

  private boolean isOwned(SimStore.Row row) {
    return replicas.stream().anyMatch(r -> r.isLeased() && r.name().equals(row.owner));
  }

  private void resume(SimReplica replica, SimStore.Row row) {
    var start = row.start;
    Claim claim =
        new Claim(
            start.executionId(),
            start.catalogId(),
            start.path(),
            start.version(),
            start.name(),
            start.payload(),
            start.parentExecutionId(),
            row.epoch,
            row.cancelRequested,
            Claim.Reason.GONE,
            new Ancestry(start.root(), start.depth(), start.restricted()));
    List<LoggedEvent> events = store.events(start.executionId());
    engine(replica).resume(claim, events, events.isEmpty() ? 0 : events.getLast().eventId());
  }

  private Engine engine(SimReplica replica) {
    Engine engine = engines.get(replica);
    if (engine == null) {
      throw new IllegalStateException("no engine of " + replica.name());
    }
    return engine;
  }

  private boolean isOver() {
    return store.rows().stream().noneMatch(SimStore.Row::isOpen);
  }

  private String open() {
    return store.rows().stream()
        .filter(SimStore.Row::isOpen)
        .map(row -> row.start.path() + " " + row.owner + " " + types(row))
        .collect(Collectors.joining("; "));
  }

  private static List<String> types(SimStore.Row row) {
    return row.events.values().stream().map(e -> e.eventType() + " " + e.nodeName()).toList();
  }

  /** A call by the owner of a step that is recorded has no business. */
  private void called(StepRun step, StepInput input) {
    SimStore.Row row = store.row(step.run().id());
    boolean mine = row.epoch == step.run().info().epoch();
    String task = step.callKey() + "#" + input.attempt();
    if (mine && (row.exits.containsKey(step.key()) || row.tasks.containsKey(task))) {
      found.add("ran again though recorded: " + task);
    }
  }

  private void check(SimStore.Row row) {
    String path = row.start.path();
    if (row.isOpen()) {
      return;
    }
    for (String scope : List.of("workflow.", "playbook.")) {
      List<String> ends =
          row.events.values().stream()
              .map(NewEvent::eventType)
              .filter(t -> t.startsWith(scope) && !t.endsWith(".initialized"))
              .toList();
      if (!ends.equals(List.of(scope + row.status.toLowerCase(Locale.ROOT)))) {
        found.add(path + " is " + row.status + " with the events " + ends);
      }
    }
    Set<String> cursors = new TreeSet<>();
    for (NewEvent event : row.events.values()) {
      if (event.eventType().equals("frame.claimed")) {
        cursors.add(event.nodeName());
      }
    }
    for (String step : cursors) {
      String table = SimClaims.table(row.start.executionId(), step);
      if (!row.status.equals("CANCELLED") && !queue.isDrained(table, SimClaims.ROWS)) {
        found.add(path + ": rows that nobody has claimed: " + step + "; " + types(row));
      }
    }
    row.tasks.forEach(
        (key, times) -> {
          if (times > 1) {
            found.add(path + ": recorded " + times + " times: " + key);
          }
        });
    found.addAll(new SimCleanup(row, factory.json()).problems());
    row.exits.forEach(
        (key, times) -> {
          if (times > 1) {
            found.add(path + ": recorded " + times + " times: " + key);
          }
          // a list of tasks may be stopped before its first
          boolean stopped = row.status.equals("CANCELLED");
          if (!stopped && !tool.hasEffect(row.start.executionId() + "/" + key)) {
            found.add(path + ": recorded but never run: " + key);
          }
        });
  }

  private String summary(SimStore.Row row) {
    Map<String, Integer> ends = new TreeMap<>();
    row.events.values().stream()
        .filter(e -> ENDS.contains(e.eventType()))
        .forEach(
            e ->
                ends.merge(e.nodeName() + " " + e.eventType() + " " + e.status(), 1, Integer::sum));
    List<String> children =
        store.rows().stream()
            .filter(r -> Objects.equals(r.start.parentExecutionId(), row.start.executionId()))
            .map(this::summary)
            .sorted()
            .toList();
    return row.start.path() + " " + row.status + " " + ends + " " + children;
  }
}
