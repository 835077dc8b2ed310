package io.noetl.camel.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No template takes more than its bounds, and none gets at what is not data. */
@Timeout(60)
class LimitsTest {
  private final TemplateEngine engine =
      new TemplateEngine(new TemplateLimits(100_000, 200_000, 50, 20_000, 100, 10));

  private String render(String source) {
    return engine
        .compile(source, TemplateSource.UNKNOWN)
        .render(
            Names.of(Map.of("data", List.of(1, 2), "text", "x".repeat(1000))),
            UndefinedPolicy.LENIENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ 'x' * 10000000 }}",
        "{{ 'x'.center(10000000) }}",
        "{{ 'x'.zfill(10000000) }}",
        "{{ '%10000000d' % 1 }}",
        "{{ '{:10000000}'.format(1) }}",
        "{{ '%.10000000f' % 1.5 }}",
        "{{ ('x' * 1000).replace('x', 'y' * 1000) }}",
        "{{ 'a\tb'.expandtabs(10000000) }}",
        "{{ ('x' * 1000).join('y' * 1000) }}",
        "{{ text | indent(10000000) }}",
        "{% set ns = namespace(s='x') %}{% for i in range(100) %}{% set ns.s = ns.s ~ ns.s %}{%"
            + " endfor %}",
        "{% for i in range(100000) %}xx{% endfor %}",
        "{{ 10 ** (10 ** 10) }}",
        "{{ 7 ** 99999999999 }}",
        "{% set ns = namespace(n=2) %}{% for i in range(100) %}{% set ns.n = ns.n * ns.n %}{%"
            + " endfor %}",
      })
  void boundsTexts(String source) {
    TemplateError error = catchThrowableOfType(TemplateError.class, () -> render(source));

    assertThat(error.errorClass()).isEqualTo("SecurityError");
    assertThat(error.message()).contains("100000 characters").contains("limit: maxOutput");
    assertThat(error.hint()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for i in range(1000000000) %}{% endfor %}",
        "{{ range(1000000000) | list | length }}",
        "{{ range(1000000000) | sum }}",
        "{{ range(1000000000) | map('string') | select('in', []) | list }}",
        "{% for a in range(1000) %}{% for b in range(1000) %}{% endfor %}{% endfor %}",
        "{{ [1] * 1000000000 }}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(100) %}{% set ns.x = ns.x + ns.x %}{%"
            + " endfor %}",
        "{{ [1] | batch(1000000000, 0) | list }}",
        "{{ [1] | slice(1000000000) | list }}",
      })
  void boundsIterations(String source) {
    TemplateError error = catchThrowableOfType(TemplateError.class, () -> render(source));

    assertThat(error.errorClass()).isEqualTo("SecurityError");
    assertThat(error.message()).contains("200000 items").contains("limit: maxIterations");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{% for x in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}",
        "{% block b %}{{ self.b() }}{% endblock %}",
        "{% set ns = namespace(x=[]) %}{% for i in range(5000) %}{% set ns.x = [ns.x] %}{% endfor"
            + " %}{{ ns.x }}",
        "{% set ns = namespace(x=[]) %}{% for i in range(5000) %}{% set ns.x = [ns.x] %}{% endfor"
            + " %}{{ ns.x | tojson }}",
      })
  void boundsRecursion(String source) {
    TemplateError error = catchThrowableOfType(TemplateError.class, () -> render(source));

    assertThat(error.errorClass()).isEqualTo("RecursionError");
  }

  @Test
  void linksAreFoundInTextsOfAnyLength() {
    for (String text : List.of("('('*90000)", "('&lt;'*20000)", "(')'*90000)", "('a.'*45000)")) {
      assertThat(engine.compile("{{ " + text + " | urlize | length }}", TemplateSource.UNKNOWN))
          .isNotNull();
    }
    assertThat(render("{{ ('('*90000) | urlize | length }}")).isEqualTo("90000");
    assertThat(render("{{ ('http://' ~ 'a.'*40000 ~ 'com') | urlize | length }}"))
        .isEqualTo("80010");
    assertThat(render("{{ '((http://a.com/x).)' | urlize }}"))
        .isEqualTo("((<a href=\"http://a.com/x\" rel=\"noopener\">http://a.com/x</a>).)");
  }

  @Test
  void boundsTheTemplateItself() {
    assertThatThrownBy(() -> render("{{ 1 }}" + " ".repeat(30_000)))
        .hasMessageContaining("limit: maxSource");
    for (String source :
        List.of(
            "{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}",
            "{{ " + "[".repeat(5000) + "]".repeat(5000) + " }}",
            "{{ " + "not ".repeat(4000) + "1 }}",
            "{{ " + "-".repeat(4000) + "1 }}",
            "{{ 1" + " + 1".repeat(4000) + " }}",
            "{{ a" + ".a".repeat(9000) + " }}",
            "{{ a" + " | e".repeat(4000) + " }}",
            "{% if 1 %}".repeat(1500))) {
      assertThatThrownBy(() -> render(source))
          .isInstanceOf(TemplateError.class)
          .hasMessageContaining("limit: maxNesting");
    }
  }

  @Test
  void printsAListWithinItselfAsPythonDoes() {
    assertThat(render("{% set x = [1] %}{% set _ = x.append(x) %}{{ x }}")).isEqualTo("[1, [...]]");
  }

  @Test
  void changesCopiesOfTheCallersData() {
    List<Object> data = new ArrayList<>(Arrays.asList(1, 2));
    Template template =
        engine.compile(
            "{% set _ = data.append(3) %}{% set _ = data.insert(0, data) %}{{ data | length }} {{"
                + " data[1:] }}",
            TemplateSource.UNKNOWN);

    String text = template.render(Names.of(Map.of("data", data)), UndefinedPolicy.LENIENT);

    assertThat(text).isEqualTo("4 [1, 2, 3]");
    assertThat(data).containsExactly(1, 2);
  }

  @Test
  void refusesToChangeTheCallersDataByAComputedName() {
    assertThatThrownBy(() -> render("{{ data['app' ~ 'end'](3) }}"))
        .hasMessageContaining("SecurityError: the data of the caller cannot be changed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ data.getClass() }}",
        "{{ data.class.name }}",
        "{{ text.getBytes() }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ data.size() }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ range.__call__.__func__() }}",
      })
  void givesNoAccessToJavaOrPythonInternals(String source) {
    assertThatThrownBy(() -> render(source))
        .isInstanceOf(TemplateError.class)
        .satisfiesAnyOf(
            e -> assertThat(e).hasMessageContaining("has no attribute"),
            e -> assertThat(e).hasMessageContaining("is undefined"));
  }
}
