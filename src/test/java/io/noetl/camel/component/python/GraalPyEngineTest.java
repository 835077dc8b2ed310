package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.ToolError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The pool: interpreters are shared, replaced, and kept from filling the heap. */
class GraalPyEngineTest {
  @Test
  void callsThatWaitGetInterpretersOfTheirOwn() throws Exception {
    PythonCalls python = new PythonCalls();
    Map<String, Boolean> seen = new ConcurrentHashMap<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int number = i;
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      Object result =
                          python.result(
                              "import time\ntime.sleep(0.2)\nresult = n * 2", Map.of("n", number));
                      seen.put(number + "=" + result, true);
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(seen).containsOnlyKeys("0=0", "1=2", "2=4", "3=6");
  }

  @Test
  void anInterpreterIsReplacedAfterItsCalls() throws Exception {
    PythonSettings settings =
        PythonSettings.defaults().withInterpreters(1, 1).withCallsPerInterpreter(2);
    try (PythonInterpreter engine = PythonCalls.newEngine(settings)) {
      PythonCalls python = new PythonCalls(engine);
      List<Object> codesSeen = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        codesSeen.add(
            python.result("import noetl_runner\nresult = len(noetl_runner._compiled) #" + i));
      }
      assertThat(codesSeen).containsExactly(1L, 2L, 1L, 2L);
    }
  }

  @Test
  void aCallThatFillsTheHeapIsStopped() throws Exception {
    PythonSettings settings = PythonSettings.defaults().withInterpreters(1, 1).withHeapShare(0);
    try (PythonInterpreter engine = PythonCalls.newEngine(settings)) {
      PythonCalls python = new PythonCalls(engine);
      assertThat(python.result("result = sum(range(10))")).isEqualTo(45L);
      ToolError error =
          python.error(
              "kept = []\nwhile True:\n    kept = [list(range(1000)) for _ in range(1000)]");
      assertThat(error.type()).isEqualTo("MemoryError");
      assertThat(error.message())
          .contains("return less at once, or run the step with engine: cpython");
      assertThat(python.result("result = 1")).isEqualTo(1L);
    }
  }
}
