package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Our module duckdb gives what the package of PyPI gives: duckdb_golden.json, which
 * tools/duckdb-golden/record.sh records. Where we differ on purpose, duckdb_differences.json says
 * what we give and why.
 */
class DuckDbDifferentialTest {

  @Test
  void givesWhatTheRealPackageGives() throws Exception {
    Map<String, String> expected = outcomes("duckdb_golden.json");
    expected.putAll(outcomes("duckdb_differences.json"));
    List<?> actual = (List<?>) new PythonCalls().result(text("duckdb_cases.py"));
    List<String> wrong = new ArrayList<>();
    for (Object item : actual) {
      String name = String.valueOf(((List<?>) item).get(0));
      String ours = withoutAddresses(String.valueOf(((List<?>) item).get(1)));
      String real = withoutAddresses(expected.get(name));
      if (!ours.equals(real)) {
        wrong.add(name + "\n  expected " + real + "\n  actual   " + ours);
      }
    }
    assertThat(actual).hasSize(outcomes("duckdb_golden.json").size());
    assertThat(wrong).as(() -> wrong.size() + " cases:\n" + String.join("\n", wrong)).isEmpty();
  }

  private static String withoutAddresses(String outcome) {
    return outcome.replaceAll(" at 0x[0-9a-f]+", "").replace("_duckdb.", "duckdb.");
  }

  private static Map<String, String> outcomes(String file) throws IOException {
    Map<String, String> outcomes = new LinkedHashMap<>();
    for (JsonNode item : new ObjectMapper().readTree(text(file))) {
      outcomes.put(item.get(0).asText(), item.get(1).asText());
    }
    return outcomes;
  }

  private static String text(String file) throws IOException {
    try (InputStream in = DuckDbDifferentialTest.class.getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
