package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.execution.profile.HostRules;
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
  void nothingThatACallHasStartedOutlivesIt() throws Exception {
    PythonCalls python = new PythonCalls(engine);
    Object pids =
        python.result(
            """
            import os, subprocess, sys, time
            again = "import os, sys, subprocess; print(subprocess.Popen(['sleep', '600'], stdout=-3, start_new_session=%s).pid, flush=True)"
            def grandchild(alone):
                return int(subprocess.run([sys.executable, '-c', again % alone], stdout=subprocess.PIPE).stdout)
            def daemon():
                ready, tell = os.pipe()
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() == 0:
                        os.write(tell, b'%d' % os.getpid())
                        os.close(tell)
                        time.sleep(600)
                    os._exit(0)
                return int(os.read(ready, 20))
            result = [os.getpid(), subprocess.Popen(['sleep', '600']).pid,
                subprocess.Popen(['sleep', '600'], start_new_session=True).pid,
                subprocess.Popen('sleep 600 & sleep 600', shell=True).pid,
                grandchild(False), grandchild(True), daemon()]
            """);
    for (Object pid : (List<?>) pids) {
      ProcessHandle.of((Long) pid).ifPresent(process -> process.onExit().join());
      assertThat(ProcessHandle.of((Long) pid)).isEmpty();
    }
    assertThat(python.result("import subprocess\nresult = subprocess.call(['true'])"))
        .isEqualTo(0L);
  }

  @Test
  void filesAreBoundedByTheSystem() throws Exception {
    PythonCalls python =
        new PythonCalls(
            new CPythonEngine(
                CPythonSettings.defaults().withWorkers(0, 1).withOutput(1 << 20, 100),
                PythonProfile.trusted().environment(),
                new PythonModules()));
    String write =
        "import tempfile\nwith tempfile.TemporaryFile() as f:\n    f.write(bytes(%d))\nresult = 1";
    assertThat(python.result(write.formatted(1 << 19))).isEqualTo(1L);
    assertThat(python.error(write.formatted(1 << 21)).message()).contains("File too large");
    assertThat(
            python.result(
                "import resource as r\n"
                    + "result = [r.getrlimit(r.RLIMIT_CORE)[1], r.getrlimit(r.RLIMIT_NPROC)[1] >"
                    + " 100]"))
        .isEqualTo(List.of(0L, true));
  }

  @Test
  void aWorkerServesOneTenantFromNoFileWithNoSecret() throws Exception {
    String code =
        "import os, sys, noetl_runner\n"
            + "result = [os.getpid(), getattr(noetl_runner, '__file__', None), '' in sys.path,"
            + " sorted(os.environ)]";
    List<Object> pids = new ArrayList<>();
    for (String path : List.of("a/one/x", "b/one/x", "a/one/y/z", "b/one/x")) {
      PythonOutcome outcome =
          engine.run(
              new PythonJob(
                  new PythonCode(code, path, 1),
                  Map.of(),
                  Map.of(),
                  Map.of(),
                  Map.of(),
                  io.noetl.camel.tool.StepLog.NONE,
                  path));
      List<?> seen = (List<?>) ((PythonOutcome.Returned) outcome).value();
      pids.add(seen.getFirst());
      assertThat(seen.get(1)).isNull();
      assertThat(seen.get(2)).isEqualTo(false);
      assertThat((List<?>) seen.get(3))
          .noneMatch(name -> name.toString().matches("(?i).*(NOETL|SECRET|PASSWORD|TOKEN|KEY).*"));
    }
    assertThat(pids.get(0)).isNotEqualTo(pids.get(1));
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
            new ChosenEngines(PythonCalls.engine(), PythonCalls::engine, () -> engine),
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
    ExecutionProfile restricted = new ExecutionProfile(true, HostRules.NONE, null);
    assertThat(
            PythonCalls.call(
                tool, "tenants/a/b", restricted, Map.of("code", which, "engine", "cpython")))
        .hasToString(
            "Failed[error=ToolError[code=PY0001, type=ConfigError, message=engine: cpython is not"
                + " allowed for the playbook tenants/a/b: the operator restricts it, and only"
                + " graalpy can be restricted (book.yaml:10), status=null, traceback=null],"
                + " result=null]");
    assertThat(PythonCalls.call(tool, "book", Map.of("code", which, "engine", "jython")).toString())
        .contains("engine: jython (expected: graalpy, cpython or auto)");
  }
}
