import io.noetl.camel.component.duckdb.DuckDbDatabases;
import io.noetl.camel.component.duckdb.DuckDbOpener;
import io.noetl.camel.component.duckdb.DuckDbSettings;
import io.noetl.camel.component.duckdb.DuckDbTool;
import io.noetl.camel.component.python.CPythonEngine;
import io.noetl.camel.component.python.CPythonSettings;
import io.noetl.camel.component.python.GraalPyEngine;
import io.noetl.camel.component.python.PythonCode;
import io.noetl.camel.component.python.PythonInterpreter;
import io.noetl.camel.component.python.PythonJob;
import io.noetl.camel.component.python.PythonModules;
import io.noetl.camel.component.python.PythonOutcome;
import io.noetl.camel.component.python.PythonProfile;
import io.noetl.camel.component.python.PythonSettings;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.SecretVariables;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** Measures Python calls as steps make them. See README.md beside it. */
public final class PythonBench {
  private final PythonInterpreter python;
  private final String name;

  private PythonBench(String name, PythonInterpreter python) {
    this.name = name;
    this.python = python;
  }

  public static void main(String[] args) throws Exception {
    List<String> what = args.length == 0 ? List.of("calls", "cpu", "duckdb") : List.of(args);
    for (String name : what.contains("engine=cpython") ? List.of("cpython") : what.contains("engine=graalpy") ? List.of("graalpy") : List.of("graalpy", "cpython")) {
      long start = System.nanoTime();
      try (PythonInterpreter engine = engine(name)) {
        PythonBench bench = new PythonBench(name, engine);
        bench.run("result = 1", Map.of());
        System.out.printf("%-10s engine to first result %.0f ms%n", name, (System.nanoTime() - start) / 1e6);
        bench.all(what);
      }
    }
  }

  private static PythonInterpreter engine(String name) {
    PythonModules modules = new PythonModules();
    return name.equals("cpython")
        ? new CPythonEngine(CPythonSettings.defaults().withLimits(0, null), PythonProfile.trusted().environment(), modules)
        : new GraalPyEngine(PythonSettings.defaults(), modules, new DuckDbOpener(DuckDbSettings.defaults()));
  }

  private void all(List<String> what) throws Exception {
    if (what.contains("calls")) {
      calls();
    }
    if (what.contains("cpu")) {
      cpu();
    }
    if (what.contains("cpu") || what.contains("parallel")) {
      parallel();
    }
    if (what.contains("duckdb")) {
      duckdb();
    }
    for (String item : what) {
      if (item.startsWith("soak=")) {
        soak(Integer.parseInt(item.substring(5)));
      }
    }
  }

  private Object run(String code, Map<String, Object> args) throws Exception {
    PythonJob job =
        new PythonJob(new PythonCode(code, "bench.yaml", 1), Map.of(), args, Map.of(), StepLog.NONE);
    return switch (python.run(job)) {
      case PythonOutcome.Returned returned -> returned.value();
      case PythonOutcome.Raised raised -> throw new IllegalStateException(raised.toString());
    };
  }

  private void calls() throws Exception {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      rows.add(new LinkedHashMap<>(Map.of("id", i, "name", "name " + i, "value", i * 0.5, "ok", true)));
    }
    measure("empty call", 3000, () -> run("result = None", Map.of()));
    measure("main with 3 args", 3000, () -> run("def main(a, b, c): return {'s': a + b, 'c': c}", Map.of("a", 1, "b", 2, "c", "x")));
    measure("1000-row argument", 200, () -> run("def main(rows): return len(rows)", Map.of("rows", rows)));
    measure("1 MB result", 100, () -> run("result = ['x' * 1000 for _ in range(1000)]", Map.of()));
    measure("20000 dicts result", 20, () -> run("result = [{'id': i, 'n': 'n%d' % i, 'v': i * 0.5, 'b': True} for i in range(20000)]", Map.of()));
    measure("print 100 lines", 200, () -> run("for i in range(100): print('line', i)", Map.of()));
    measure("async main", 500, () -> run("async def main(): return 1", Map.of()));
    measure("asyncio.gather", 50, () -> run("import asyncio\nasync def f(n):\n    await asyncio.sleep(0)\n    return n\nasync def main(): return await asyncio.gather(*[f(i) for i in range(10)])", Map.of()));
    measure("exception", 500, () -> {
      try {
        return run("raise ValueError('x')", Map.of());
      } catch (IllegalStateException e) {
        return null;
      }
    });
  }

  private void cpu() throws Exception {
    String fib = "def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)\n";
    measure("fib(27)", 5, () -> run(fib + "result = fib(27)", Map.of()));
    measure("fib(33)", 10, () -> run(fib + "result = fib(33)", Map.of()));
    measure("json dumps+loads 10k rows", 10, () -> run("import json\nr = [{'id': i, 'n': 'n%d' % i, 'v': i * 0.5} for i in range(10000)]\nresult = len(json.loads(json.dumps(r)))", Map.of()));
    measure("regex on 900 kB", 5, () -> run("import re\nresult = len(re.findall(r'\\bw\\d+\\b', ' '.join('w%d' % i for i in range(150000))))", Map.of()));
  }

  private void parallel() throws Exception {
    String work = "def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)\nresult = fib(25)";
    long one = System.nanoTime();
    for (int i = 0; i < 8; i++) {
      run(work, Map.of());
    }
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(Thread.ofVirtual().start(() -> {
        try {
          run(work, Map.of());
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.printf(
        "%-10s 8 x fib(25): one after the other %.0f ms, at once %.0f ms%n", name, (start - one) / 1e6, (System.nanoTime() - start) / 1e6);
  }

  private void duckdb() throws Exception {
    measure("duckdb connect+close", 20, () -> run("import duckdb\nc = duckdb.connect()\nc.execute('select 1')\nc.close()", Map.of()));
    measure("duckdb connect, LOAD postgres", 10, () -> run("import duckdb\nc = duckdb.connect(config={'extension_directory': extensions})\nc.execute('INSTALL postgres')\nc.execute('LOAD postgres')\nc.close()", Map.of("extensions", DuckDbSettings.defaults().extensionDirectory().toString())));
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      String dsn = "host=127.0.0.1 user=postgres dbname=postgres port=" + postgres.getPort();
      String code =
          """
          import duckdb
          c = duckdb.connect(config={'extension_directory': extensions})
          c.execute('LOAD postgres')
          c.execute(f"ATTACH '{dsn}' AS pg (TYPE postgres)")
          c.close()
          """;
      Map<String, Object> args =
          Map.of("extensions", DuckDbSettings.defaults().extensionDirectory().toString(), "dsn", dsn);
      measure("duckdb connect, LOAD pg, ATTACH", 10, () -> run(code, args));
      if (name.equals("graalpy")) {
        tool(dsn);
      }
    }
    fetchall("20000 x 4", "i, 'n' || i, i * 0.5::double, i % 2 = 0");
    fetchall("20000 x 4 dates, decimals", "date '2020-01-01' + i::int, (i / 100)::decimal(18,2), date '1990-01-01' + i::int, (i * 3)::decimal(18,4)");
    fetchall("20000 x 4 repeating", "date '2020-01-01' + (i % 365)::int, (i % 1000 / 100)::decimal(18,2), timestamp '2020-01-01' + to_seconds(i % 60), 12.5::decimal(18,4)");
  }

  /** Wall time, and the processor time of the thread that asks, which other work of the machine does not change. */
  private void fetchall(String what, String columns) throws Exception {
    String code =
        """
        import duckdb, time
        connection = duckdb.connect()
        walls, threads = [], []
        for _ in range(40):
            wall, thread = time.perf_counter(), time.thread_time()
            rows = connection.execute("select " + columns + " from range(20000) t(i)").fetchall()
            walls.append((time.perf_counter() - wall) * 1000)
            threads.append((time.thread_time() - thread) * 1000)
        f = lambda t: f"first {t[0]:.0f}, best {min(t):.0f}, median {sorted(t)[20]:.0f} ms"
        result = f"{f(walls)}; thread's processor time: {f(threads)}"
        """;
    System.out.printf("%-10s duckdb fetchall %s: %s%n", name, what, run(code, Map.of("columns", columns)));
  }

  /** Steps of the duckdb tool: each execution has a database of its own, which is made ready in advance. */
  private void tool(String dsn) throws Exception {
    DuckDbSettings settings = DuckDbSettings.defaults();
    CredentialResolver none = new CredentialResolver(n -> Optional.empty(), new SecretVariables(n -> null, Set.of()));
    DuckDbOpener opener = new DuckDbOpener(settings);
    DuckDbDatabases databases = new DuckDbDatabases(opener, settings, InstantSource.system());
    try (DuckDbTool tool = new DuckDbTool(databases, none, settings, null)) {
      AtomicLong execution = new AtomicLong();
      String attach = "LOAD postgres; ATTACH IF NOT EXISTS '" + dsn + "' AS pg (TYPE postgres)";
      step(tool, execution.incrementAndGet(), attach);
      Thread.sleep(5000);
      measure("tool: first step, made ready", 5, () -> {
        return step(tool, execution.incrementAndGet(), attach);
      }, 2000);
      measure("tool: next step of the same", 20, () -> step(tool, 1, attach));
    }
  }

  private static Object step(DuckDbTool tool, long execution, String sql) throws InterruptedException {
    ToolCall.Origin origin = new ToolCall.Origin(execution, "bench", "bench.yaml", "sql", 1, field -> 1);
    Outcome outcome =
        tool.call(new ToolCall("duckdb", Map.of("commands", sql), Map.of(), Map.of(), origin, "k", null, StepLog.NONE));
    if (outcome instanceof Outcome.Done done) {
      return done;
    }
    throw new IllegalStateException(outcome.toString());
  }

  private void soak(int calls) throws Exception {
    for (int i = 0; i <= calls; i++) {
      run("import json\ndef main(n, text):\n    items = [{'i': i, 't': text} for i in range(20)]\n    print('call', n)\n    return json.loads(json.dumps(items))", Map.of("n", i, "text", "text " + i));
      if (i % (calls / 10) == 0) {
        System.gc();
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        String rss = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(l -> l.startsWith("VmRSS")).findFirst().orElse("");
        System.out.printf("%-10s soak %7d calls, heap %d MB, %s%n", name, i, heap >> 20, rss);
      }
    }
  }

  private void measure(String what, int rounds, Callable<?> call) throws Exception {
    measure(what, rounds, call, 0);
  }

  private void measure(String what, int rounds, Callable<?> call, int pauseMillis) throws Exception {
    double[] times = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      Thread.sleep(pauseMillis);
      long start = System.nanoTime();
      call.call();
      times[i] = (System.nanoTime() - start) / 1e3;
    }
    double first = times[0];
    Arrays.sort(times);
    System.out.printf("%-10s %-32s first %9.0f us, best %9.0f us, median %9.0f us%n", name, what, first, times[0], times[rounds / 2]);
  }
}
