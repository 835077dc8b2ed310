package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing of one call is seen by the next: all of them run in the same interpreter. */
class PythonIsolationTest {
  private static PythonInterpreter engine;

  @BeforeAll
  static void start() {
    engine = PythonCalls.newEngine(PythonSettings.defaults().withInterpreters(1, 1));
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "global leak\\nleak = 1 | 'leak' in globals()",
        "import sys, types\\n"
            + "sys.modules['leak'] = types.ModuleType('leak') | 'leak' in"
            + " __import__('sys').modules",
        "os.environ['LEAK'] = 'x' | 'LEAK' in os.environ",
        "import os\\nos.chdir('/') | os.getcwd() == '/'",
        "import sys\\nsys.path.append('/leak') | '/leak' in __import__('sys').path",
        "import json\\njson.dumps = None | json.dumps is None",
        "import json as j\\nj.leak = 1 | hasattr(json, 'leak')",
        "import builtins\\nbuiltins.leak = 1 | hasattr(__import__('builtins'), 'leak')",
        "setattr(json, 'leak', 1) | hasattr(json, 'leak')",
        "import sys\\nsys.argv.append('leak') | 'leak' in __import__('sys').argv",
        "import sys\\nsys.stdout = None | __import__('sys').stdout is None",
        "import decimal\\n"
            + "decimal.getcontext().prec = 3 | __import__('decimal').getcontext().prec == 3",
        "import logging\\n"
            + "logging.getLogger().setLevel(10) | __import__('logging').getLogger().level == 10",
        "import logging\\n"
            + "logging.basicConfig() | len(__import__('logging').getLogger().handlers) > 0",
        "import random\\nrandom.seed(5) | __import__('random').random() == 0.6229016948897019",
        "import threading, time\\n"
            + "threading.Thread(target=time.sleep, args=(60,), daemon=True).start() |"
            + " __import__('threading').active_count() > 1",
      })
  void leaves(String code, String test) throws Exception {
    PythonCalls python = new PythonCalls(engine);
    python.result(code.translateEscapes());
    assertThat(python.result("result = " + test)).as(test).isEqualTo(false);
  }

  @Test
  void printsAfterTheCallGoNowhere() throws Exception {
    PythonCalls first = new PythonCalls(engine);
    first.result("import sys\nprint('mine')");
    PythonCalls second = new PythonCalls(engine);
    second.result("print('other')");
    assertThat(first.output).containsExactly("STDOUT mine");
    assertThat(second.output).containsExactly("STDOUT other");
  }
}
