package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** engine: auto measures what code costs, and moves what is dear to the faster engine. */
class AutoInterpreterTest {
  private long now;
  private final List<String> ran = new ArrayList<>();

  private PythonInterpreter engine(String name, boolean compiles, int millis) {
    return new PythonInterpreter() {
      @Override
      public PythonOutcome run(PythonJob job) {
        ran.add(name);
        now += millis * 1_000_000L;
        return new PythonOutcome.Returned(name);
      }

      @Override
      public boolean compiles() {
        return compiles;
      }
    };
  }

  private void call(PythonInterpreter auto, String code, int times) throws Exception {
    PythonCalls python = new PythonCalls(auto);
    for (int i = 0; i < times; i++) {
      python.call(java.util.Map.of("code", code), java.util.Map.of());
    }
  }

  private AutoInterpreter auto(PythonInterpreter graalpy, PythonInterpreter cpython) {
    return new AutoInterpreter(graalpy, cpython, learned, () -> now);
  }

  /** How often something was made known. */
  private int kept;

  /** What all replicas know. */
  private final Map<String, LearnedCosts.Learned> known = new HashMap<>();

  private final LearnedCosts learned =
      new LearnedCosts() {
        @Override
        public Optional<Learned> find(String code) {
          return Optional.ofNullable(known.get(code));
        }

        @Override
        public void keep(String code, Learned what) {
          kept++;
          known.put(code, what);
        }
      };

  @Test
  void anotherReplicaNeedNotLearnItAgain() throws Exception {
    call(auto(engine("graalpy", false, 400), engine("cpython", false, 50)), "import json", 2);
    ran.clear();
    call(auto(engine("graalpy", false, 400), engine("cpython", false, 50)), "import json", 2);
    assertThat(ran).containsExactly("cpython", "cpython");
  }

  @Test
  void whatWasSlowOnlyWhileGraalPyWasColdComesBack() throws Exception {
    PythonInterpreter cold =
        new PythonInterpreter() {
          private int calls;

          @Override
          public PythonOutcome run(PythonJob job) {
            ran.add("graalpy");
            now += (calls++ == 0 ? 400 : 1) * 1_000_000L;
            return new PythonOutcome.Returned("graalpy");
          }
        };
    call(auto(cold, engine("cpython", false, 5)), "import json", 13);
    assertThat(ran.subList(0, 2)).containsExactly("graalpy", "cpython");
    assertThat(ran.subList(2, 11)).containsOnly("cpython");
    assertThat(ran.subList(11, 13)).containsOnly("graalpy");
    assertThat(known.get("import json").graalpy()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void whatTakesSecondsIsNotTriedAgain() throws Exception {
    call(auto(engine("graalpy", false, 2_000), engine("cpython", false, 50)), "import json", 30);
    assertThat(ran.subList(1, 30)).containsOnly("cpython");
  }

  @Test
  void codeThatCostsSomeMillisecondsMovesAfterAFewCalls() throws Exception {
    call(auto(engine("graalpy", false, 40), engine("cpython", false, 5)), "import json", 6);
    assertThat(ran)
        .containsExactly("graalpy", "graalpy", "graalpy", "cpython", "cpython", "cpython");
  }

  @Test
  void oneLongCallIsEnough() throws Exception {
    call(auto(engine("graalpy", false, 400), engine("cpython", false, 50)), "import json", 3);
    assertThat(ran).containsExactly("graalpy", "cpython", "cpython");
  }

  @Test
  void whatIsShortStays() throws Exception {
    call(auto(engine("graalpy", false, 10), engine("cpython", false, 1)), "import json", 5);
    assertThat(ran).containsOnly("graalpy");
  }

  @Test
  void whatIsNoFasterThereComesBack() throws Exception {
    call(auto(engine("graalpy", false, 400), engine("cpython", false, 390)), "import json", 4);
    assertThat(ran).containsExactly("graalpy", "cpython", "graalpy", "graalpy");
    assertThat(kept).as("the engine that stays is told once").isEqualTo(1);
  }

  @Test
  void theCompilerGetsItsTime() throws Exception {
    call(auto(engine("graalpy", true, 400), engine("cpython", false, 50)), "import json", 22);
    assertThat(ran.subList(0, 20)).containsOnly("graalpy");
    assertThat(ran.subList(20, 22)).containsOnly("cpython");
  }

  @Test
  void codeThatDoesMoreThanComputeStays() throws Exception {
    call(auto(engine("graalpy", false, 400), engine("cpython", false, 50)), "import requests", 3);
    assertThat(ran).containsOnly("graalpy");
  }

  @Test
  void withoutPython3ItRunsOnGraalPy() throws Exception {
    PythonInterpreter missing =
        job -> {
          ran.add("missing");
          return PythonOutcome.Raised.engineMissing("no python3");
        };
    call(auto(engine("graalpy", false, 400), missing), "import json", 4);
    assertThat(ran).containsExactly("graalpy", "missing", "graalpy", "graalpy", "graalpy");
    assertThat(known).as("others may have python3").isEmpty();
  }
}
