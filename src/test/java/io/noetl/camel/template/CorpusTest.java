package io.noetl.camel.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Templates and contexts with what Jinja2 3.1.6 made of them. */
class CorpusTest {
  private final TemplateEngine engine = new TemplateEngine(TemplateLimits.DEFAULT);

  @ParameterizedTest
  @EnumSource
  void rendersEachRowAsJinja2Does(UndefinedPolicy policy) throws IOException {
    Path corpus = SharedFiles.find("jinja/corpus.jsonl");
    Assumptions.assumeTrue(Files.exists(corpus), "the corpus is not beside the project");
    List<String> differences = new ArrayList<>();
    JsonMapper mapper = new JsonMapper();
    for (String line : Files.readAllLines(corpus)) {
      Map<?, ?> row = mapper.readValue(line, Map.class);
      String actual = result(row, policy);
      String expected = expected(row, policy == UndefinedPolicy.STRICT ? "strict_" : "");
      if (!actual.equals(expected)) {
        differences.add(row.get("template") + "\n  " + expected + "\n  " + actual);
      }
    }
    assertThat(differences).isEmpty();
  }

  private static String expected(Map<?, ?> row, String prefix) {
    Object error = row.get(prefix + "error");
    return error == null ? "value: " + row.get(prefix + "expected") : "error: " + error;
  }

  @SuppressWarnings("unchecked") // objects of JSON have text keys
  private String result(Map<?, ?> row, UndefinedPolicy policy) {
    try {
      Template template = engine.compile((String) row.get("template"), TemplateSource.UNKNOWN);
      Names names = Names.of((Map<String, ?>) row.get("context"));
      return "value: " + template.render(names, policy);
    } catch (TemplateError e) {
      return "error: " + e.errorClass() + ": " + e.message();
    }
  }
}
