package io.noetl.camel.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The engine in virtual time: whatever the order of what happens, and whatever fails between two
 * things, each execution ends once, as it does when nothing fails, and nothing recorded runs again.
 * The system properties {@code simulation.schedules} and {@code simulation.seed} ask for others;
 * {@code simulation.first} begins with the schedule of a seed that a problem names.
 */
class SimulationTest {
  private static final int PLAYBOOKS = 300;
  private static final int SCHEDULES = Integer.getInteger("simulation.schedules", 500);
  private static final int REPLAYS = 50;
  private static final int CHILDREN = 10;
  private static final long SEED = Long.getLong("simulation.seed", 20261124);
  private static final long FIRST = Long.getLong("simulation.first", SEED);

  private final Json json = new Json();
  private final Map<String, PlaybookCatalog.Entry> catalog = new TreeMap<>();
  private final List<String> started = new ArrayList<>();
  private final Map<String, String> expected = new TreeMap<>();

  @Test
  void everyScheduleEndsAsIfNothingHadFailed() {
    Random playbookRandom = new Random(SEED);
    for (int i = 0; i < CHILDREN; i++) {
      add("sim/child/" + i, SimFlow.playbook(playbookRandom, "sim/child/" + i));
    }
    for (int i = 0; i < PLAYBOOKS; i++) {
      String path = "sim/" + i;
      started.add(path);
      add(
          path,
          i % 2 == 0
              ? SimFlow.playbook(playbookRandom, path)
              : SimArcs.playbook(playbookRandom, path, CHILDREN));
    }
    Playbooks playbooks = new Playbooks(this::find, SimOne.compiler(json), PLAYBOOKS + CHILDREN);
    try (SimEngines engines = new SimEngines(playbooks, json)) {
      for (String path : started) {
        SimWorld.Settings calm = new SimWorld.Settings(1, 0, false);
        SimWorld.Result result = new SimWorld(engines, new Random(1), calm).run(List.of(path));
        assertThat(result.problems()).as(path).isEmpty();
        expected.put(path, result.summaries().getFirst());
      }
      assertThat(expected.values())
          .as("what the playbooks have in them")
          .anyMatch(summary -> summary.contains("task.done"))
          .anyMatch(summary -> summary.contains("task.failed"))
          .anyMatch(summary -> summary.contains("step.skipped"))
          .anyMatch(summary -> summary.contains("[sim/child/"));
      assertThat(catalog.values()).anyMatch(entry -> entry.content().contains("mode: cursor"));
      List<String> problems =
          IntStream.range(0, SCHEDULES)
              .parallel()
              .boxed()
              .flatMap(i -> schedule(engines, FIRST + i).stream())
              .limit(5)
              .toList();
      assertThat(problems).isEmpty();
    }
  }

  /** What a seed finds is there again when it is asked for alone. */
  @Test
  void aSeedAlwaysLeadsTheSameWay() {
    Random playbookRandom = new Random(SEED);
    for (int i = 0; i < CHILDREN; i++) {
      add("sim/child/" + i, SimFlow.playbook(playbookRandom, "sim/child/" + i));
    }
    for (int i = 0; i < 20; i++) {
      add("sim/" + i, SimArcs.playbook(playbookRandom, "sim/" + i, CHILDREN));
    }
    Playbooks playbooks = new Playbooks(this::find, SimOne.compiler(json), PLAYBOOKS + CHILDREN);
    try (SimEngines engines = new SimEngines(playbooks, json)) {
      for (int i = 0; i < REPLAYS; i++) {
        long seed = SEED + i;
        assertThat(log(engines, seed)).as("seed " + seed).isEqualTo(log(engines, seed));
      }
    }
  }

  /** A thread that stays holds the engine of its replica, and all that this holds. */
  @Test
  void whatWaitsForeverEndsWithTheSchedule() throws InterruptedException {
    SimSchedule schedule = new SimSchedule(new Random(1));
    SimStore store = new SimStore(json);
    SimReplica lost = new SimReplica("lost", schedule, store);
    SimReplica stays = new SimReplica("stays", schedule, store);
    List<Thread> asked = new ArrayList<>();
    List<Boolean> answers = new ArrayList<>();
    try (SimWaits waits = new SimWaits(schedule)) {
      for (SimReplica replica : List.of(lost, stays)) {
        waits.ask(
            replica,
            () -> {
              asked.add(Thread.currentThread());
              waits.await(new CompletableFuture<>());
              return true;
            },
            answers::add);
      }
      waits.forget(lost);
      waits.look();
      assertThat(asked).hasSize(2).allMatch(Thread::isAlive);
    }

    for (Thread thread : asked) {
      thread.join();
    }
    assertThat(answers).isEmpty();
  }

  private static List<String> log(SimEngines engines, long seed) {
    Random random = new Random(seed);
    SimWorld world = new SimWorld(engines, random, new SimWorld.Settings(2, 5, true));
    world.run(List.of("sim/" + random.nextInt(20), "sim/" + random.nextInt(20)));
    return world.log();
  }

  private void add(String path, String text) {
    catalog.put(path, new PlaybookCatalog.Entry(catalog.size() + 1L, path, 1, text));
  }

  private Optional<PlaybookCatalog.Entry> find(StartRequest.PlaybookRef ref) {
    return switch (ref) {
      case StartRequest.PlaybookRef.ByPath path -> Optional.ofNullable(catalog.get(path.path()));
      case StartRequest.PlaybookRef.ById id ->
          catalog.values().stream().filter(e -> e.catalogId() == id.catalogId()).findFirst();
    };
  }

  private List<String> schedule(SimEngines engines, long seed) {
    Random random = new Random(seed);
    boolean cancels = random.nextInt(5) == 0;
    SimWorld.Settings settings =
        new SimWorld.Settings(1 + random.nextInt(3), random.nextInt(8), cancels);
    String first = started.get(random.nextInt(started.size()));
    String second = started.get(random.nextInt(started.size()));
    List<String> both = first.equals(second) ? List.of(first) : List.of(first, second);
    SimWorld.Result result = new SimWorld(engines, random, settings).run(both);
    List<String> problems = new ArrayList<>(result.problems());
    for (String summary : result.summaries()) {
      String path = summary.substring(0, summary.indexOf(' '));
      if (!cancels && !summary.equals(expected.get(path))) {
        problems.add(summary + " instead of " + expected.get(path));
      }
    }
    if (result.summaries().size() != both.size()) {
      problems.add(both + " became " + result.summaries());
    }
    return problems.stream().map(p -> "seed " + seed + ": " + p).toList();
  }
}
