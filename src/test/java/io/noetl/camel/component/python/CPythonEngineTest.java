package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Worker processes: what they can do that threads can't, and how they end. */
class CPythonEngineTest {
  private final PythonInterpreter engine = CPythonCalls.engine();

  private static PythonCalls limited(long bytes, Duration cpu) {
    return new PythonCalls(
        new CPythonEngine(
            CPythonSettings.defaults().withWorkers(0, 1).withLimits(bytes, cpu),
            PythonProfile.trusted().environment(),
            new PythonModules()));
  }

  @Test
  void aWorkerThatDiesFailsItsCallOnly() throws Exception {
    PythonCalls python = new PythonCalls(engine);
    ToolError error = python.error("import os\nos._exit(3)");
    assertThat(error.type()).isEqualTo("WorkerEnded");
    assertThat(error.message()).contains("exit code 3");
    assertThat(python.error("import os\nos.kill(os.getpid(), 9)").message()).contains("signal 9");
    assertThat(python.result("result = 1")).isEqualTo(1L);
  }

  @Test
  void interruptingTheCallerKillsTheWorkerAndWhatItStarted() throws Exception {
    PythonCalls python = new PythonCalls(engine);
    Object end =
        python.interrupted(
            """
            import subprocess, os
            child = subprocess.Popen(['sleep', '600'])
            print(os.getpid(), child.pid)
            while True:
                try:
                    while True: pass
                except BaseException: pass
            """,
            Map.of());
    assertThat(end).isInstanceOf(InterruptedException.class);
    for (String pid : python.output.getFirst().replace("STDOUT ", "").split(" ")) {
      ProcessHandle.of(Long.parseLong(pid)).ifPresent(process -> process.onExit().join());
      assertThat(ProcessHandle.of(Long.parseLong(pid))).isEmpty();
    }
  }

  @Test
  void callsThatWaitLeaveVirtualThreadsRunning() throws Exception {
    List<PythonCalls> waiting = new ArrayList<>();
    List<Thread> callers = new ArrayList<>();
    try {
      // more than there are carriers
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
        PythonCalls python = limited(0, null);
        waiting.add(python);
        callers.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        python.result("import time\nprint('waits')\ntime.sleep(600)");
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    }));
      }
      for (PythonCalls python : waiting) {
        while (python.output.isEmpty()) {
          Thread.sleep(5);
        }
      }
      assertThat(Thread.ofVirtual().start(() -> {}).join(Duration.ofMinutes(1))).isTrue();
    } finally {
      callers.forEach(Thread::interrupt);
    }
    for (Thread caller : callers) {
      caller.join();
    }
  }

  @Test
  void memoryIsBoundedByTheSystem() throws Exception {
    PythonCalls python = limited(300L << 20, null);
    ToolError error = python.error("result = len(bytearray(400 * 1024 * 1024))");
    assertThat(error.type()).isEqualTo("MemoryError");
    assertThat(python.result("result = 1")).isEqualTo(1L);
  }

  @Test
  void processorTimeIsBoundedByTheSystem() throws Exception {
    PythonCalls python = limited(0, Duration.ofSeconds(1));
    ToolError error = python.error("while True: pass");
    assertThat(error.type()).isEqualTo("WorkerEnded");
    assertThat(python.result("result = 1")).isEqualTo(1L);
  }

  @Test
  void outputOfSubprocessesIsInTheLog() throws Exception {
    PythonCalls python = new PythonCalls(engine);
    python.result("import subprocess\nsubprocess.run(['echo', 'from outside'])\nprint('inside')");
    assertThat(python.output).containsExactlyInAnyOrder("STDOUT inside", "STDERR from outside");
    python.result("import subprocess\nsubprocess.run(['printf', 'no end of line'])");
    assertThat(python.output).hasSize(3).contains("STDERR no end of line");
  }

  @Test
  void withoutAnInterpreterTheErrorNamesTheCure() throws Exception {
    PythonCalls python =
        new PythonCalls(
            new CPythonEngine(
                CPythonSettings.defaults().withExecutable("python-that-is-not-there"),
                Map.of(),
                new PythonModules()));
    assertThat(python.error("result = 1").message())
        .startsWith("engine: cpython needs the interpreter python-that-is-not-there")
        .contains("install python3, or name one in NOETL_PYTHON");
  }

  @Test
  void theEngineIsChosenByFieldProfileAndImports() throws Exception {
    String which = "import sys\nresult = sys.implementation.name";
    PythonTool tool =
        new PythonTool(
            new ChosenEngines(
                PythonCalls.engine(),
                PythonCalls::engine,
                () -> engine,
                new PathProfiles(List.of("tenants/**"))),
            PythonCalls.scripts(),
            PythonCalls.resolver());
    assertThat(PythonCalls.call(tool, "book", Map.of("code", which)))
        .isEqualTo(new Outcome.Done("graalpy"));
    assertThat(PythonCalls.call(tool, "book", Map.of("code", which, "engine", "cpython")))
        .isEqualTo(new Outcome.Done("cpython"));
    assertThat(
            PythonCalls.call(
                tool,
                "book",
                Map.of("code", "try:\n    import numpy\nexcept ImportError: pass\n" + which)))
        .isEqualTo(new Outcome.Done("cpython"));
    assertThat(PythonCalls.call(tool, "tenants/a/b", Map.of("code", which, "engine", "cpython")))
        .hasToString(
            "Failed[error=ToolError[code=PY0001, type=ConfigError, message=engine: cpython is not"
                + " allowed for the playbook tenants/a/b: the operator restricts it, and only"
                + " graalpy can be restricted (book.yaml:10), status=null, traceback=null],"
                + " result=null]");
    assertThat(PythonCalls.call(tool, "book", Map.of("code", which, "engine", "jython")).toString())
        .contains("engine: jython (expected: graalpy, cpython or auto)");
  }
}
