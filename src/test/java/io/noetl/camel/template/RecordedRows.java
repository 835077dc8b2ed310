package io.noetl.camel.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows with a template, a context and what Jinja2 made of them. */
final class RecordedRows {
  private final TemplateEngine engine = new TemplateEngine(TemplateLimits.DEFAULT);
  private final JsonMapper mapper = new JsonMapper();
  private final UndefinedPolicy policy;

  RecordedRows(UndefinedPolicy policy) {
    this.policy = policy;
  }

  /** The rows of which the engine makes something else. */
  List<String> differences(List<String> lines) throws JsonProcessingException {
    List<String> differences = new ArrayList<>();
    for (String line : lines) {
      Map<?, ?> row = mapper.readValue(line, Map.class);
      String actual = result(row);
      String expected = expected(row, policy == UndefinedPolicy.STRICT ? "strict_" : "");
      if (!actual.equals(expected)) {
        differences.add(row.get("template") + "\n  " + expected + "\n  " + actual);
      }
    }
    return differences;
  }

  private static String expected(Map<?, ?> row, String prefix) {
    Object error = row.get(prefix + "error");
    return error == null ? "value: " + row.get(prefix + "expected") : "error: " + error;
  }

  @SuppressWarnings("unchecked") // objects of JSON have text keys
  private String result(Map<?, ?> row) {
    try {
      Template template = engine.compile((String) row.get("template"), TemplateSource.UNKNOWN);
      Names names = Names.of((Map<String, ?>) row.get("context"));
      return "value: " + template.render(names, policy);
    } catch (TemplateError e) {
      return "error: " + e.errorClass() + ": " + e.message();
    }
  }
}
