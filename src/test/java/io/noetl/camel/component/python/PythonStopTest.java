package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that is cancelled, or whose time runs out, ends whatever it does. */
class PythonStopTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while True: pass",
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "import time\ntime.sleep(600)",
        "import time\n"
            + "while True:\n"
            + "    try:\n"
            + "        time.sleep(600)\n"
            + "    except BaseException: pass",
        "import asyncio\nasync def main():\n    await asyncio.sleep(600)",
        "import threading\nthreading.Event().wait()",
        "import socket\ns = socket.socket()\ns.bind(('127.0.0.1', 0))\ns.listen()\ns.accept()",
      })
  void interruptingTheCallerStopsTheCode(String code) throws Exception {
    PythonCalls python = new PythonCalls();
    Object end = python.interrupted("print('go')\n" + code, Map.of());
    assertThat(end).isInstanceOf(InterruptedException.class);
    assertThat(python.result("result = 'works again'")).isEqualTo("works again");
  }
}
