package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.ToolError;
import org.junit.jupiter.api.Test;

/** What a person reads when code fails. */
abstract class PythonErrorContract {
  private final PythonCalls python = new PythonCalls(engine()).codeAtLine(40);

  abstract PythonInterpreter engine();

  @Test
  void anExceptionGivesTypeMessageAndTheLineInThePlaybook() throws Exception {
    ToolError error =
        python.error(
            """
            def main():
                price = lookup()

            def lookup():
                raise ValueError("bad thing 42")
            """);
    assertThat(error.type()).isEqualTo("ValueError");
    assertThat(error.message()).isEqualTo("bad thing 42 (book.yaml:44)");
    assertThat(error.traceback())
        .contains("File \"book.yaml\", line 41, in main")
        .contains("price = lookup()")
        .contains("File \"book.yaml\", line 44, in lookup")
        .contains("raise ValueError(\"bad thing 42\")")
        .endsWith("ValueError: bad thing 42\n")
        .doesNotContain("noetl_runner");
    assertThat(python.output)
        .contains(
            "STDERR     raise ValueError(\"bad thing 42\")", "STDERR ValueError: bad thing 42");
  }

  @Test
  void anErrorNamesItsClassWhereItsTextSaysLittle() throws Exception {
    assertThat(python.error("def price(row): return row['price']\nprice({})").message())
        .isEqualTo("KeyError: 'price' (book.yaml:40)");
    assertThat(python.error("assert 1 > 2").message()).isEqualTo("AssertionError (book.yaml:40)");
    assertThat(python.error("raise StopIteration").message())
        .isEqualTo("StopIteration (book.yaml:40)");
  }

  @Test
  void linesWithSignsOfAnyScriptAreShown() throws Exception {
    for (String text : new String[] {"Ä", "日本語", "😀", "e\u0301", "\u200d", "עברית", "﷽"}) {
      ToolError error =
          python.error("wert = {'" + text + "': 1}['" + text + "x'] + len('" + text + "')");
      assertThat(error.type()).as(text).isEqualTo("KeyError");
      assertThat(error.traceback()).contains("wert = {'" + text + "': 1}");
    }
  }

  @Test
  void textThatIsNoUnicodeIsShownEscaped() throws Exception {
    ToolError error = python.error("raise ValueError('half \\ud83d')");
    assertThat(error.message()).isEqualTo("half \\ud83d (book.yaml:40)");
    assertThat(error.traceback()).endsWith("ValueError: half \\ud83d\n");
  }

  @Test
  void aSyntaxErrorNamesItsLine() throws Exception {
    ToolError error = python.error("x = 1\ndef main(:\n    pass\n");
    assertThat(error.type()).isEqualTo("SyntaxError");
    assertThat(error.message()).endsWith("(book.yaml:41)");
    assertThat(error.traceback()).contains("line 41").contains("def main(:");
  }

  @Test
  void causesAreShown() throws Exception {
    ToolError error =
        python.error(
            """
            try:
                {}['a']
            except KeyError as e:
                raise RuntimeError('no a') from e
            """);
    assertThat(error.traceback())
        .contains("KeyError: 'a'")
        .contains("The above exception was the direct cause")
        .contains("RuntimeError: no a");
  }

  @Test
  void aRecursionWithoutAnEndIsToldByItsFirstAndLastFrames() throws Exception {
    ToolError error =
        python.error(
            """
            import sys
            sys.setrecursionlimit(900)

            def down(n):
                return up(n)

            def up(n):
                return down(n + 1)

            down(0)
            """);
    assertThat(error.type()).isEqualTo("RecursionError");
    assertThat(error.message()).contains("maximum recursion depth exceeded");
    assertThat(error.traceback())
        .contains("line 49, in <module>", "return up(n)", "return down(n + 1)")
        .containsPattern("\\(\\d{3,} frames in the middle are left out\\)")
        .hasSizeLessThan(10_000);
  }

  @Test
  void aLongChainOfExceptionsIsToldByItsLast() throws Exception {
    ToolError error =
        python.error(
            """
            def again(n):
                try:
                    if n == 0:
                        raise KeyError('the first')
                    again(n - 1)
                except Exception as e:
                    raise ValueError(n) from e

            again(60)
            """);
    assertThat(error.message()).startsWith("60");
    assertThat(error.traceback())
        .contains("ValueError: 59", "ValueError: 49")
        .doesNotContain("ValueError: 40");
  }

  @Test
  void sysExitEndsTheCode() throws Exception {
    assertThat(python.result("import sys\nsys.exit(0)")).isNull();
    ToolError error = python.error("import sys\nsys.exit('enough')");
    assertThat(error.type()).isEqualTo("SystemExit");
    assertThat(error.message()).isEqualTo("the code called sys.exit('enough') (book.yaml:41)");
    assertThat(python.error("raise KeyboardInterrupt").type()).isEqualTo("KeyboardInterrupt");
  }

  @Test
  void endlessRecursionIsAnError() throws Exception {
    assertThat(python.error("def main():\n    return main()").type()).isEqualTo("RecursionError");
  }

  @Test
  void whatCanNotBecomeJsonNamesItsPath() throws Exception {
    assertThat(python.error("result = {'items': [1, {'handle': object()}]}").message())
        .startsWith("result.items[1].handle: a value of type object can't become JSON");
    assertThat(python.error("result = {'c': [1j]}").message())
        .startsWith("result.c[0]: a value of type complex can't become JSON");
    assertThat(python.error("a = []\na.append(a)\nresult = {'a': a}").message())
        .startsWith("result.a[0]:")
        .contains("contains itself");
  }
}
