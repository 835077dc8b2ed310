package io.noetl.camel.template;

import static org.assertj.core.api.Assertions.fail;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever text comes in: it compiles, or fails with our error; nothing hangs or overflows. */
@Timeout(300)
class ParserFuzzTest {
  private static final String[] PIECES = {
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "-",
    "+",
    "{{-",
    "-}}",
    "{%-",
    "-%}",
    " ",
    "\n",
    "\r\n",
    "a",
    "b.c",
    "x",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ".",
    "|",
    "~",
    "*",
    "**",
    "/",
    "//",
    "%",
    "=",
    "==",
    "!=",
    "<",
    ">=",
    "!",
    "@",
    "'",
    "\"",
    "\\",
    "'s'",
    "\"t\"",
    "'\\x",
    "'\\N{",
    "1",
    "0x",
    "1.",
    "1e",
    "1_",
    "9999999999999999999",
    "1e999",
    "if",
    "else",
    "elif",
    "endif",
    "for",
    "in",
    "endfor",
    "set",
    "endset",
    "not",
    "and",
    "or",
    "is",
    "defined",
    "none",
    "true",
    "upper",
    "default",
    "macro",
    "endmacro",
    "call",
    "endcall",
    "filter",
    "endfilter",
    "raw",
    "endraw",
    "with",
    "endwith",
    "block",
    "endblock",
    "recursive",
    "loop",
    "namespace",
    "caller",
    "varargs",
    "include",
    "import",
    "extends",
    "autoescape",
    "endautoescape",
    "print",
    "\u0000",
    "é",
    "😀",
    "\ud800",
    "²",
    "_",
    "lipsum",
    "self",
    "super",
    "range",
    "join",
    "map",
    "scoped",
    "required",
    "ignore missing",
  };

  private final TemplateEngine engine =
      new TemplateEngine(new TemplateLimits(10_000, 10_000, 20, 10_000, 60, 10));
  private final Names names = Names.of(Map.of("a", Map.of("c", 1), "x", "text", "b", 3));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void survivesRandomPieces(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      StringBuilder text = new StringBuilder();
      boolean open = random.nextBoolean();
      text.append(open ? "{{ " : "");
      for (int pieces = random.nextInt(30); pieces > 0; pieces--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
        text.append(random.nextBoolean() ? " " : "");
      }
      use(text.append(open ? " }}" : "").toString());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void survivesRandomCharacters(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      StringBuilder text = new StringBuilder("{");
      for (int length = random.nextInt(60); length > 0; length--) {
        text.append(
            random.nextInt(10) == 0 ? (char) random.nextInt(0x10000) : (char) random.nextInt(128));
      }
      use(text.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "[",
        "{",
        "{1:",
        "-",
        "not ",
        "a(",
        "a[",
        "a|e(",
        "a if ",
        "a.",
        "1+",
        "a~",
        "x is in "
      })
  void survivesEndlessRepetition(String piece) {
    use("{{ " + piece.repeat(3000));
    use("{{ " + piece.repeat(3000) + " }}");
    use("{% if " + piece.repeat(3000) + " %}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% if 1 %}", "{% for a in x %}", "{% with %}", "{% macro m() %}", "{% call m() %}",
            "{% filter e %}",
        "{% set q %}", "{{", "{%", "{#", "{% raw %}", "{% autoescape 1 %}"
      })
  void survivesEndlessNesting(String tag) {
    use(tag.repeat(600));
  }

  private void use(String source) {
    try {
      Template template = engine.compile(source, TemplateSource.UNKNOWN);
      template.references();
      template.render(names, UndefinedPolicy.LENIENT);
      template.test(names, UndefinedPolicy.STRICT);
    } catch (TemplateError e) {
      // what a wrong template ends with
    } catch (RuntimeException | StackOverflowError e) {
      fail("%s of: %s", e, source);
    }
  }
}
