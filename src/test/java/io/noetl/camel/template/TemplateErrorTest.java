package io.noetl.camel.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person who wrote a wrong template finds the place and the cure. */
class TemplateErrorTest {
  private static final TemplateSource URL =
      new TemplateSource("users.yaml", "workflow[2].tool.url", 14, 12);

  private final TemplateEngine engine = new TemplateEngine(TemplateLimits.DEFAULT);

  private TemplateError errorOf(String source, TemplateSource where) {
    return catchThrowableOfType(
        TemplateError.class,
        () ->
            engine
                .compile(source, where)
                .render(Names.of(Map.of("n", 5, "s", "text")), UndefinedPolicy.LENIENT));
  }

  @Test
  void namesFileLineColumnAndExpression() {
    TemplateError error = errorOf("https://x/{{ user.name.first }}?q={{ n }}", URL);

    assertThat(error.errorClass()).isEqualTo("UndefinedError");
    assertThat(error.message()).isEqualTo("'user' is undefined");
    assertThat(error.line()).isEqualTo(14);
    assertThat(error.column()).isEqualTo(25);
    assertThat(error.expression()).isEqualTo("user.name");
    assertThat(error.isUndefined()).isTrue();
    assertThat(error)
        .hasMessage(
            """
            UndefinedError: 'user' is undefined
              at users.yaml:14:25 (workflow[2].tool.url)
                https://x/{{ user.name.first }}?q={{ n }}
                             ^^^^^^^^^\
            """);
  }

  @Test
  void countsLinesOfABlockFromWhereItsTextBegins() {
    TemplateSource sql = new TemplateSource("users.yaml", "workflow[0].tool.sql", 30, 9);

    TemplateError error = errorOf("SELECT 1\nWHERE a = {{ n + s }}\n", sql);

    assertThat(error.message()).isEqualTo("unsupported operand type(s) for +: 'int' and 'str'");
    assertThat(error.line()).isEqualTo(31);
    assertThat(error.column()).isEqualTo(22);
    assertThat(error.expression()).isEqualTo("n + s");
  }

  @Test
  void pointsAtTheInnermostExpressionThatFailed() {
    TemplateError error = errorOf("{{ [1, (n / 0) | abs] | length }}", TemplateSource.UNKNOWN);

    assertThat(error.errorClass()).isEqualTo("ZeroDivisionError");
    assertThat(error.expression()).isEqualTo("n / 0");
    assertThat(error.line()).isEqualTo(1);
    assertThat(error.column()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource({
    "{{ s | uper }}, No filter named 'uper'., did you mean 'upper'?",
    "{{ s | regex_replace('a') }}, No filter named 'regex_replace'., ''",
    "{{ s is strin }}, No test named 'strin'., did you mean 'string'?",
    "{{ s | default_value }}, No filter named 'default_value'., did you mean 'default'?",
  })
  void offersTheNearestNameForAnUnknownOne(String source, String message, String hint) {
    TemplateError error = errorOf(source, URL);

    assertThat(error.errorClass()).isEqualTo("TemplateAssertionError");
    assertThat(error.message()).isEqualTo(message);
    assertThat(error.hint()).isEqualTo(hint);
  }

  @Test
  void refusesTemplateFilesAtOnce() {
    TemplateError error = errorOf("{% if false %}{% include 'header.html' %}{% endif %}", URL);

    assertThat(error.errorClass()).isEqualTo("TemplateNotFound");
    assertThat(error.message()).isEqualTo("header.html");
    assertThat(error.hint()).startsWith("a playbook has no template files to include");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{{ a b }}#expected token 'end of print statement', got 'b'#6",
        "{% if n %}x#Unexpected end of template. Jinja was looking for the following tags: 'elif'"
            + " or 'else' or 'endif'. The innermost block that needs to be closed is 'if'.#12",
        "ab {{ 'x }}#unexpected char \"'\" at 6#7",
        "{% for x in y %}{% endif %}#Encountered unknown tag 'endif'. Jinja was looking for the"
            + " following tags: 'endfor' or 'else'. The innermost block that needs to be closed is"
            + " 'for'.#20",
      })
  void reportsSyntaxErrorsInJinjasWordsAtTheirColumn(String source, String message, int column) {
    TemplateError error = errorOf(source, TemplateSource.UNKNOWN);

    assertThat(error.errorClass()).isEqualTo("TemplateSyntaxError");
    assertThat(error.message()).isEqualTo(message);
    assertThat(error.column()).isEqualTo(column);
  }

  @Test
  void shortensALongLine() {
    TemplateError error = errorOf("x".repeat(500) + "{{ q.r.s }}" + "y".repeat(500), URL);

    assertThat(error.getMessage().lines().mapToInt(String::length).max().orElse(0)).isLessThan(200);
    assertThat(error.getMessage()).contains("{{ q.r.s }}").contains("^^^");
  }
}
