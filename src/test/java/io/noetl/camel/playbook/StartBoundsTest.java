package io.noetl.camel.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.playbook.BusinessKey.WhenTaken;
import io.noetl.camel.playbook.Rate.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code executor.spec} says of starts: their key, how many begin within a while. */
class StartBoundsTest {

  @Test
  void aKeyIsATemplateOrSaysWhatBecomesOfAnother() {
    assertThat(executor("key: '{{ workload.order }}'").key())
        .isEqualTo(new BusinessKey("{{ workload.order }}", null, "/executor/spec/key"));
    assertThat(executor("key: 7").key())
        .isEqualTo(new BusinessKey("7", null, "/executor/spec/key"));
    assertThat(executor("key: {value: '{{ a }}'}").key())
        .isEqualTo(new BusinessKey("{{ a }}", null, "/executor/spec/key/value"));
    assertThat(executor("key: {value: '{{ a }}', unique: true}").key())
        .isEqualTo(new BusinessKey("{{ a }}", WhenTaken.FAIL, "/executor/spec/key/value"));
    assertThat(executor("key: {value: '{{ a }}', unique: true, when_taken: existing}").key())
        .isEqualTo(new BusinessKey("{{ a }}", WhenTaken.EXISTING, "/executor/spec/key/value"));
    assertThat(executor("priority: 1").key()).isNull();
  }

  @Test
  void aRateSaysHowManyAndWithinWhat() {
    assertThat(executor("rate: {limit: 10, per: minute}").rate())
        .isEqualTo(new Rate(10, Period.MINUTE, null, "/executor/spec/rate"));
    assertThat(executor("rate: {limit: 1, per: hour, key: '{{ workload.tenant }}'}").rate())
        .isEqualTo(new Rate(1, Period.HOUR, "{{ workload.tenant }}", "/executor/spec/rate"));
    assertThat(executor("priority: 1").rate()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key: [a] | PB0333 | key: \"{{ workload.order }}\"",
        "key: {unique: true} | PB0333 | has no 'value'",
        "key: {value: a, unique: true, when_taken: queue} | PB0333 | existing",
        "key: {value: a, when_taken: existing} | PB0333 | Write `unique: true` beside it",
        "key: {value: a, uniqe: true} | PB0110 | unique",
        "rate: 10 | PB0334 | rate: {limit: 10, per: minute}",
        "rate: {per: minute} | PB0334 | has no 'limit'",
        "rate: {limit: 10} | PB0334 | has no 'per'",
        "rate: {limit: 10, per: day} | PB0334 | second, minute or hour",
        "rate: {limit: 0, per: hour} | PB0103 | 'limit'",
        "rate: {limit: 1, per: hour, burst: 2} | PB0110 | burst",
      })
  void saysWhatIsWrongAndWhatToWrite(String line, String code, String said) {
    List<Problem> problems = parsed(line).problems();

    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.toString()).contains(said);
            });
  }

  private static ExecutorSpec executor(String line) {
    Playbook playbook = parsed(line).playbook();
    assertThat(playbook).as(line).isNotNull();
    return playbook.executor();
  }

  private static ParsedPlaybook parsed(String line) {
    return new PlaybookParser()
        .parse(
            """
            apiVersion: noetl.io/v2
            kind: Playbook
            metadata: {name: p, path: a/p}
            executor:
              spec:
                %s
            workflow:
              - step: start
                tool: {kind: noop}
            """
                .formatted(line),
            "p.yaml");
  }
}
