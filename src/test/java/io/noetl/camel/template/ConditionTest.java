package io.noetl.camel.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The truth of {@code when} conditions. */
class ConditionTest {
  private final TemplateEngine engine = new TemplateEngine(TemplateLimits.DEFAULT);
  private final Names names =
      Names.of(
          Map.of(
              "event", Map.of("name", "call.done"),
              "response", Map.of("status_code", 200, "ok", true, "text", "abc", "yes", "YES"),
              "items", List.of(1),
              "none", List.of()));

  private boolean test(String condition, UndefinedPolicy policy) {
    return engine.compile(condition, TemplateSource.UNKNOWN).test(names, policy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{{ event.name == 'call.done' and response.status_code == 200 }}#true",
        "{{ response.status_code >= 400 }}#false",
        "{{ response.ok }}#true",
        "{{ response.text }}#false",
        "{{ response.yes }}#true",
        "{{ response.status_code }}#true",
        "{{ items }}#true",
        "{{ none }}#false",
        "{{ response.ok and response.text }}#true",
        "{{ none or response.text }}#true",
        "{{ response.ok and '' }}#false",
        "{{ response.text | trim }}#true",
        "{{ response.missing | default('') }}#false",
        "{{ response.missing | default('false') }}#false",
        "{{ 'No' if response.ok else 'Yes' }}#false",
        "{{ response.missing }}#false",
        "{{ unknown.path.to.it }}#false",
        "{{ unknown.count > 5 }}#false",
        "{{ unknown is defined }}#false",
        " {{ 'true' }} #true",
        "{{ 1 }}{{ '' }}#true",
        "{{ 5 }}{{ '' }}#false",
        "true#true",
        "Yes#true",
        "event.name == 'call.done'#false",
      })
  void followsTheRuleOfTheType(String condition, boolean expected) {
    assertThat(test(condition, UndefinedPolicy.LENIENT)).isEqualTo(expected);
  }

  @Test
  void isAnErrorWhereTheTemplateIsWrong() {
    assertThatThrownBy(() -> test("{{ response.text > 5 }}", UndefinedPolicy.LENIENT))
        .isInstanceOf(TemplateError.class)
        .hasMessageContaining("'>' not supported between instances of 'str' and 'int'");
  }

  @Test
  void isAnErrorForWhatIsUndefinedWhenStrict() {
    assertThatThrownBy(() -> test("{{ response.missing }}", UndefinedPolicy.STRICT))
        .isInstanceOf(TemplateError.class)
        .hasMessageContaining("'dict object' has no attribute 'missing'");
  }
}
