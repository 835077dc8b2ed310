package io.noetl.camel.component.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.ToolCall;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tool's error says where in the document the field stands that it is about. */
class ErrorPlaceTest {
  private static final Map<String, Integer> LINES = Map.of("url", 9, "auth", 11);

  private static final ToolCall CALL =
      new ToolCall(
          "http",
          Map.of(),
          Map.of(),
          Map.of(),
          new ToolCall.Origin(
              1,
              "t/probe",
              "probe.yaml",
              "start",
              1,
              field -> LINES.getOrDefault(field, 0),
              ExecutionProfile.trusted()),
          "key",
          null,
          StepLog.NONE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TL0203 | no connection                | no connection (probe.yaml:9)
          TL0102 | credential 'c' not found     | credential 'c' not found (probe.yaml:11)
          TL0102 | not found (probe.yaml)       | not found (probe.yaml:11)
          TL0306 | wrong at probe.yaml:13: FROM | wrong at probe.yaml:13: FROM
          EX0403 | stopped                      | stopped
          """)
  void namesTheLineUnlessTheToolHas(String code, String told, String expected) {
    Outcome failed = Outcome.failed(ToolError.of(code, "Error", told));

    Outcome named = ErrorPlace.named(failed, CALL);

    assertThat(named)
        .isInstanceOfSatisfying(
            Outcome.Failed.class, f -> assertThat(f.error().message()).isEqualTo(expected));
  }
}
