package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
    return new AutoInterpreter(graalpy, cpython, () -> now);
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
  }
}
