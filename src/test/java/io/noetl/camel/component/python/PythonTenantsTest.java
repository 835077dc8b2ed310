package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.component.duckdb.DuckDbOpener;
import io.noetl.camel.component.duckdb.DuckDbSettings;
import io.noetl.camel.testing.SharedPython;
import io.noetl.camel.tool.StepLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What one tenant does to its interpreter never reaches another, nor does it hold the others up.
 */
class PythonTenantsTest {
  private final PythonInterpreter engine =
      new GraalPyEngine(
          SharedPython.CODE,
          PythonSettings.defaults().withInterpreters(1, 2),
          PythonProfile.restricted(),
          new PythonModules(),
          new DuckDbOpener(DuckDbSettings.defaults().withExternalAccess(false)));

  @AfterEach
  void stop() {
    engine.close();
  }

  private PythonOutcome run(String path, String code) throws InterruptedException {
    return run(path, code, StepLog.NONE);
  }

  private PythonOutcome run(String path, String code, StepLog log) throws InterruptedException {
    return engine.run(
        new PythonJob(
            new PythonCode(code, path, 1), Map.of(), Map.of(), Map.of(), Map.of(), log, path));
  }

  @Test
  void tenantsAreFoldersOrTheTwoUppermost() {
    assertThat(List.of("a/b/c/d", "a/b/c", "a/b", "a", "").stream().map(Tenants::folder))
        .containsExactly("a/b/c", "a/b", "a", "a", "");
    assertThat(List.of("a/b/c/d", "a/b/c", "a/b", "a", "").stream().map(Tenants::top))
        .containsExactly("a/b", "a/b", "a", "", "");
  }

  @Test
  void nothingThatIsPatchedReachesAnotherTenant() throws Exception {
    String patches =
        """
        import json, sys, os, builtins, gc, types, datetime, uuid, linecache, marshal, logging, threading, io, re, codecs
        import noetl_runner, noetl_values, noetl_state, noetl_streams, noetl_graalpy, noetl_helpers, noetl_files
        evil = lambda *a, **k: 'evil'
        done = []
        def patch(name, act):
            try:
                act()
                done.append(name)
            except BaseException:
                pass
        j = [json][0]
        patch('list', lambda: setattr(j, 'dumps', evil))
        patch('dict', lambda: j.__dict__.update(loads=evil))
        patch('vars', lambda: vars(json).__setitem__('JSONEncoder', evil))
        patch('globals', lambda: json.dump.__globals__.update(dump=evil))
        patch('code', lambda: setattr(noetl_helpers.get_val, '__code__', evil.__code__))
        patch('defaults', lambda: setattr(noetl_helpers.get_val, '__defaults__', ('evil',)))
        patch('runner', lambda: setattr(noetl_runner, '_fill', evil))
        patch('values', lambda: setattr(noetl_values, 'dump', evil))
        patch('state', lambda: setattr(noetl_state, 'restore', lambda code: True))
        patch('threads', lambda: setattr(threading, 'active_count', lambda: 0))
        patch('builtins', lambda: setattr(builtins, 'len', evil))
        patch('print', lambda: builtins.__dict__.update(print=evil))
        patch('modules', lambda: sys.modules.__setitem__('uuid', types.ModuleType('uuid')))
        patch('new module', lambda: sys.modules.__setitem__('evil', types.ModuleType('evil')))
        patch('meta path', lambda: sys.meta_path.insert(0, evil))
        patch('path hooks', lambda: sys.path_hooks.insert(0, evil))
        patch('path', lambda: sys.path.insert(0, '/evil'))
        patch('compiled', lambda: noetl_runner._compiled.clear())
        patch('compiled code', lambda: [setattr(c, 'code', compile('result = "evil"', 'x', 'exec')) for c in noetl_runner._compiled.values()])
        patch('class', lambda: setattr(noetl_runner.Compiled, '__init__', evil))
        patch('stream', lambda: setattr(noetl_streams.LineStream, 'write', evil))
        patch('hook', lambda: setattr(sys, 'excepthook', evil))
        patch('trace', lambda: sys.settrace(evil))
        patch('profile', lambda: threading.setprofile(evil))
        patch('audit', lambda: sys.addaudithook(evil))
        patch('codec', lambda: codecs.register(evil))
        patch('marshal', lambda: setattr(marshal, 'loads', evil))
        patch('environ', lambda: os.environ.__dict__.update(_data={}))
        patch('environ key', lambda: os.environ.update(EVIL='1'))
        patch('logging', lambda: logging.setLoggerClass(type('L', (logging.Logger,), {})))
        patch('handlers', lambda: logging.root.handlers.append(evil))
        patch('re cache', lambda: re._cache.clear())
        patch('gc', lambda: [d.update(dumps=evil) for d in gc.get_referrers(json.dumps) if isinstance(d, dict)])
        patch('subclasses', lambda: [setattr(c, '__init__', evil) for c in object.__subclasses__() if c.__module__.startswith('noetl')])
        patch('recursion', lambda: sys.setrecursionlimit(50))
        patch('default encoder', lambda: setattr(json, '_default_encoder', evil))
        patch('frame', lambda: sys._getframe(1).f_globals.update(_call=evil))
        patch('host', lambda: setattr(noetl_graalpy, '_java', evil))
        patch('open', lambda: setattr(io, 'open', evil))
        patch('helpers', lambda: noetl_helpers.__dict__.update(now_utc=evil))
        patch('atexit', lambda: __import__('atexit').register(evil))
        result = done
        """;
    // whether it gives a result at all is its own affair
    run("tenants/a/book", patches);
    run("tenants/a/book", patches);
    PythonOutcome seen =
        run(
            "tenants/b/book",
            """
            import sys, json, uuid, noetl_runner
            def main(context):
                print('seen')
                return [json.dumps({'a': [1]}), json.loads('[1]'), len('four'), 'evil' in sys.modules, '/evil' in sys.path,
                    len(str(uuid.uuid4())), get_val({'a': 1}, 'a'), os.environ.get('EVIL'), sys.getrecursionlimit() > 100,
                    noetl_runner._compiled is not None, open(os.__file__).readline()[:1], sys.excepthook is sys.__excepthook__]
            """);
    assertThat(seen)
        .isEqualTo(
            new PythonOutcome.Returned(
                new ArrayList<>(
                    java.util.Arrays.asList(
                        "{\"a\": [1]}",
                        List.of(1L),
                        4L,
                        false,
                        false,
                        36L,
                        1L,
                        null,
                        true,
                        true,
                        "r",
                        true))));
  }

  @Test
  void tidyingUpThatDoesNotEndHoldsNobodyUp() throws Exception {
    String endless =
        """
        import noetl_state, noetl_graalpy, noetl_streams, os
        class Endless(dict):
            def __ne__(self, other):
                while True: pass
            __eq__ = __ne__
        def endless(*args):
            while True:
                try:
                    while True: pass
                except BaseException: pass
        os.environ._data = Endless()
        noetl_state.restore = noetl_streams.reset_logging = endless
        result = 1
        """;
    for (int i = 0; i < 4; i++) {
      run("tenants/a/book", endless);
    }
    assertThat(run("tenants/b/book", "result = 2")).isEqualTo(new PythonOutcome.Returned(2L));
    assertThat(run("tenants/a/book", "result = 3")).isEqualTo(new PythonOutcome.Returned(3L));
  }

  @Test
  void threadsAreBoundedAndEndWithTheirCall() throws Exception {
    PythonOutcome bounded =
        run(
            "tenants/a/book",
            """
            import threading, _thread, time
            go = threading.Event()
            started, error = 0, None
            for n in range(200):
                try:
                    threading.Thread(target=go.wait, daemon=True).start()
                    started += 1
                except RuntimeError as e:
                    error = str(e)
                    break
            try:
                _thread.start_new_thread(go.wait, ())
                started += 1000
            except RuntimeError:
                pass
            go.set()
            result = [started, error]
            """);
    assertThat(bounded)
        .isEqualTo(
            new PythonOutcome.Returned(new ArrayList<>(List.of(64L, "can't start new thread"))));
    String leaving =
        """
        import _thread, time
        def stay():
            while True: time.sleep(0.01)
        _thread.start_new_thread(stay, ())
        import sys
        sys.modules['json'].left = True
        result = 1
        """;
    assertThat(run("tenants/a/book", leaving)).isEqualTo(new PythonOutcome.Returned(1L));
    assertThat(run("tenants/a/book", "import json\nresult = hasattr(json, 'left')"))
        .isEqualTo(new PythonOutcome.Returned(false));
    assertThat(
            run(
                "tenants/a/book",
                """
                from concurrent.futures import ThreadPoolExecutor
                with ThreadPoolExecutor(4) as pool:
                    result = sorted(pool.map(lambda n: n * n, range(5)))
                """))
        .isEqualTo(new PythonOutcome.Returned(new ArrayList<>(List.of(0L, 1L, 4L, 9L, 16L))));
  }

  @Test
  void whatCanNotBeInterruptedIsLeftToEndByItself() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    // as long computations of Java are, such as 3 ** (10 ** 8)
    StepLog deaf =
        (stream, line) -> {
          inside.countDown();
          boolean waits = true;
          while (waits) {
            try {
              over.await();
              waits = false;
            } catch (InterruptedException e) {
              // it does not listen
            }
          }
        };
    List<String> ends = new ArrayList<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    ends.add(run("tenants/a/book", "print('computes')", deaf).toString());
                  } catch (InterruptedException e) {
                    ends.add("stopped");
                  }
                });
    try {
      inside.await();
      caller.interrupt();
      caller.join();
      assertThat(ends).containsExactly("stopped");
      for (String path : List.of("tenants/a/book", "tenants/b/book", "tenants/a/book")) {
        assertThat(run(path, "result = 1")).isEqualTo(new PythonOutcome.Returned(1L));
      }
    } finally {
      over.countDown();
    }
  }
}
