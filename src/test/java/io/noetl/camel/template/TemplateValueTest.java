package io.noetl.camel.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A value that is one whole expression keeps its type; anything else is text. */
class TemplateValueTest {
  private final TemplateEngine engine = new TemplateEngine(TemplateLimits.DEFAULT);
  private final List<Object> list = new ArrayList<>(List.of(1, "two"));
  private final Map<String, Object> context = new HashMap<>();

  TemplateValueTest() {
    context.put("list", list);
    context.put("code", "007");
    context.put("none", null);
    context.put("price", new BigDecimal("1.50"));
    context.put("user", Map.of("name", "ann", "n", 5));
  }

  private Object value(String source) {
    return engine
        .compile(source, TemplateSource.UNKNOWN)
        .value(Names.of(context), UndefinedPolicy.LENIENT);
  }

  static Stream<Arguments> wholeExpressions() {
    return Stream.of(
        Arguments.of("{{ 1 + 1 }}", 2L),
        Arguments.of("  {{ 1.5 }}\n", 1.5),
        Arguments.of("{{ 2 ** 70 }}", BigInteger.TWO.pow(70)),
        Arguments.of("{{ user.n == 5 }}", true),
        Arguments.of("{{ user.n }}", 5L),
        Arguments.of("{{ code }}", "007"),
        Arguments.of("{{ price }}", 1.5),
        Arguments.of("{{ (1, 'a') }}", List.of(1L, "a")),
        Arguments.of("{{ range(3) }}", List.of(0L, 1L, 2L)),
        Arguments.of("{{ list | map('string') }}", List.of("1", "two")),
        Arguments.of("{{ {'a': {1: none}} }}", Map.of("a", mapWithNull("1"))),
        Arguments.of("{{ user | tojson }}", "{\"n\": 5, \"name\": \"ann\"}"),
        Arguments.of("{{ user.zz }}", ""),
        Arguments.of("{{ [user.zz] }}", Arrays.asList((Object) null)),
        Arguments.of("{{ code }}{{ code }}", "007007"),
        Arguments.of("n: {{ user.n }}", "n: 5"),
        Arguments.of("{% if true %}5{% endif %}", "5"));
  }

  private static Map<String, Object> mapWithNull(String key) {
    Map<String, Object> map = new HashMap<>();
    map.put(key, null);
    return map;
  }

  @ParameterizedTest
  @MethodSource("wholeExpressions")
  void keepsTheTypeOfAWholeExpression(String source, Object expected) {
    assertThat(value(source)).isEqualTo(expected);
  }

  @Test
  void givesBackTheVeryObjectOfTheContext() {
    assertThat(value("{{ list }}")).isSameAs(list);
    assertThat(value("{{ none }}")).isNull();
  }

  @Test
  void leavesATextWithoutTagsAlone() {
    String text = "no {tags} here\r\n";
    Template template = engine.compile(text, TemplateSource.UNKNOWN);

    assertThat(template.isConstant()).isTrue();
    assertThat(template.value(Names.of(context), UndefinedPolicy.STRICT)).isSameAs(text);
    assertThat(template.render(Names.of(context), UndefinedPolicy.STRICT))
        .as("Jinja2 drops the last line end")
        .isEqualTo("no {tags} here");
    assertThat(template.references()).isEmpty();
  }

  @Test
  void tellsUndefinedFromEmpty() {
    context.put("empty", "");
    Names names = Names.of(context);
    Template missing = engine.compile("{{ user.zz }}", TemplateSource.UNKNOWN);
    Template empty = engine.compile("{{ empty }}", TemplateSource.UNKNOWN);

    assertThat(missing.isUndefined(names)).isTrue();
    assertThat(empty.isUndefined(names)).isFalse();
    assertThat(missing.valueOr(names, UndefinedPolicy.LENIENT, "other")).isEqualTo("other");
    assertThatThrownBy(() -> missing.value(names, UndefinedPolicy.STRICT))
        .isInstanceOf(TemplateError.class)
        .hasMessageContaining("has no attribute 'zz'");
  }

  @Test
  void neverRendersWhatATemplateGave() {
    context.put("evil", "{{ 7 * 6 }}");

    assertThat(value("{{ evil }}")).isEqualTo("{{ 7 * 6 }}");
    assertThat(value("a{{ evil }}")).isEqualTo("a{{ 7 * 6 }}");
  }
}
