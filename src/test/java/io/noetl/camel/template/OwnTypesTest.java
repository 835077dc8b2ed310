package io.noetl.camel.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maps of the engine's own: step results and errors. */
class OwnTypesTest {

  /** A step's result, whose {@code data} is itself. */
  private static final class StepResult extends LinkedHashMap<String, Object>
      implements AttributeDefaults {
    private static final long serialVersionUID = 1L;

    @Override
    public Object missingAttribute(String name) {
      return name.equals("data") ? this : Names.MISSING;
    }
  }

  /** An error that prints as its message. */
  private static final class ErrorValue extends LinkedHashMap<String, Object> implements PrintsAs {
    private static final long serialVersionUID = 1L;

    @Override
    public String printed() {
      return String.valueOf(get("message"));
    }
  }

  private final TemplateEngine engine = new TemplateEngine(TemplateLimits.DEFAULT);
  private final Names names;

  OwnTypesTest() {
    StepResult step = new StepResult();
    step.put("id", 7);
    step.put("rows", List.of(1, 2));
    ErrorValue error = new ErrorValue();
    error.put("message", "timeout");
    error.put("status", 504);
    names = Names.of(Map.of("step", step, "error", error));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{{ step.id }}#7",
        "{{ step.data.id }}#7",
        "{{ step['data'].data.rows[0] }}#1",
        "{{ step.zz is defined }}#False",
        "{{ step.items() | list | length }}#2",
        "{{ step.data | tojson }}#{\"id\": 7, \"rows\": [1, 2]}",
        "{{ error }}#timeout",
        "{{ error ~ '!' }}#timeout!",
        "{{ error | upper }}#TIMEOUT",
        "{{ error.status }}#504",
        "{{ error.status == 504 and error.message == 'timeout' }}#True",
        "{{ error | tojson }}#{\"message\": \"timeout\", \"status\": 504}",
      })
  void answersForThem(String source, String expected) {
    assertThat(
            engine.compile(source, TemplateSource.UNKNOWN).render(names, UndefinedPolicy.LENIENT))
        .isEqualTo(expected);
  }
}
