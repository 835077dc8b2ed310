package io.noetl.camel.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.store.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The engine in virtual time: whatever the order of what happens, and whatever fails between two
 * things, each execution ends once, as it does when nothing fails, and nothing recorded runs again.
 * The system properties {@code simulation.schedules} and {@code simulation.seed} ask for others.
 */
class SimulationTest {
  private static final int PLAYBOOKS = 300;
  private static final int SCHEDULES = Integer.getInteger("simulation.schedules", 2_000);
  private static final long SEED = Long.getLong("simulation.seed", 20261124);

  private final Json json = new Json();
  private final Map<String, PlaybookCatalog.Entry> catalog = new TreeMap<>();
  private final Map<String, String> expected = new TreeMap<>();

  @Test
  void everyScheduleEndsAsIfNothingHadFailed() {
    Random playbookRandom = new Random(SEED);
    for (int i = 0; i < PLAYBOOKS; i++) {
      String path = "sim/" + i;
      String text = SimFlow.playbook(playbookRandom, path);
      catalog.put(path, new PlaybookCatalog.Entry(i + 1, path, 1, text));
    }
    Playbooks playbooks = new Playbooks(this::find, SimOne.compiler(json), PLAYBOOKS);
    try (SimEngines engines = new SimEngines(playbooks, json)) {
      for (String path : catalog.keySet()) {
        SimWorld.Settings calm = new SimWorld.Settings(1, 0, false);
        SimWorld.Result result = new SimWorld(engines, new Random(1), calm).run(List.of(path));
        assertThat(result.problems()).as(path).isEmpty();
        expected.put(path, result.summaries().getFirst());
      }
      List<String> problems =
          IntStream.range(0, SCHEDULES)
              .parallel()
              .boxed()
              .flatMap(i -> schedule(engines, SEED + i).stream())
              .limit(5)
              .toList();
      assertThat(problems).isEmpty();
    }
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
    List<String> paths = List.copyOf(catalog.keySet());
    String first = paths.get(random.nextInt(paths.size()));
    String second = paths.get(random.nextInt(paths.size()));
    List<String> started = first.equals(second) ? List.of(first) : List.of(first, second);
    SimWorld.Result result = new SimWorld(engines, random, settings).run(started);
    List<String> problems = new ArrayList<>(result.problems());
    for (String summary : result.summaries()) {
      String path = summary.substring(0, summary.indexOf(' '));
      if (!cancels && !summary.equals(expected.get(path))) {
        problems.add(summary + " instead of " + expected.get(path));
      }
    }
    if (result.summaries().size() != started.size()) {
      problems.add(started + " became " + result.summaries());
    }
    return problems.stream().map(p -> "seed " + seed + ": " + p).toList();
  }
}
