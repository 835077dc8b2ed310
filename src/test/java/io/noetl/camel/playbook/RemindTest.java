package io.noetl.camel.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often who is told of an approval is reminded: what can be told of it before it runs. */
class RemindTest {
  private static final String TOLD = "notify: {on: [approval], to: chat}";

  @ParameterizedTest
  @ValueSource(strings = {"4h", "1d12h", "60", "'90'", "1m", "'{{ workload.often }}'"})
  void isADurationOrATemplate(String remind) {
    assertThat(parsed(TOLD, remind).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"often", "4 h", "-5", "[4h]", "{every: 4h}", "''"})
  void saysWhatIsWrongAndWhatToWrite(String remind) {
    assertThat(parsed(TOLD, remind).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("PB0298");
              assertThat(problem.toString()).contains("'remind' is", "30m");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "59s", "0"})
  void isAMinuteOrMore(String remind) {
    assertThat(parsed(TOLD, remind).problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.toString())
                    .contains("PB0298", "too often for people", "a bare number is seconds"));
  }

  @Test
  void whereNobodyIsToldNobodyIsReminded() {
    assertThat(parsed("notify: {on: failed, to: chat}", "4h").problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("PB0335");
              assertThat(problem.refuses()).isFalse();
              assertThat(problem.line()).isEqualTo(7);
            });
  }

  private static ParsedPlaybook parsed(String notify, String remind) {
    return new PlaybookParser()
        .parse(
            """
            apiVersion: noetl.io/v2
            kind: Playbook
            metadata: {name: p, path: a/p}
            %s
            workflow:
              - step: start
                tool: {kind: approval, title: "Load?", remind: %s}
            """
                .formatted(notify, remind),
            "p.yaml");
  }
}
