package io.noetl.camel.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When an execution should have ended: so long after its start, or at a time of a zone. */
class DeadlineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "90m | 2026-11-30T20:00:00Z | 2026-11-30T21:30:00Z",
        "45 | 2026-11-30T20:00:00Z | 2026-11-30T20:00:45Z",
        "{after: 1d} | 2026-11-30T20:00:00Z | 2026-12-01T20:00:00Z",
        "{at: '21:30'} | 2026-11-30T20:00:00Z | 2026-11-30T21:30:00Z",
        "{at: '20:00'} | 2026-11-30T20:00:00Z | 2026-12-01T20:00:00Z",
        "{at: '06:30', zone: Europe/Berlin} | 2026-11-30T20:00:00Z | 2026-12-01T05:30:00Z",
        // The clocks go from 2:00 to 3:00 that night.
        "{at: '02:30', zone: Europe/Berlin} | 2026-03-28T22:00:00Z | 2026-03-29T01:30:00Z",
        "{at: '2026-12-24T06:00:00+01:00'} | 2026-11-30T20:00:00Z | 2026-12-24T05:00:00Z",
      })
  void isAMomentForEachStart(String written, String start, String moment) {
    for (String place :
        new String[] {"deadline: " + written, "executor: {spec: {deadline: " + written + "}}"}) {
      Playbook playbook = parsed(place).playbook();
      assertThat(playbook).as(place).isNotNull();
      assertThat(deadline(playbook).of(Instant.parse(start))).isEqualTo(Instant.parse(moment));
    }
  }

  private static Deadline deadline(@Nullable Playbook playbook) {
    assertThat(playbook).isNotNull();
    Deadline deadline = playbook.executor().deadline();
    assertThat(deadline).isNotNull();
    return deadline;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "soon",
        "0",
        "-5",
        "'{{ workload.time }}'",
        "{}",
        "{after: 1h, at: '06:00'}",
        "{after: never}",
        "{at: '25:00'}",
        "{at: noon}",
        "{at: 2026-12-24T06:00:00}",
        "[1h]",
        "{at: '06:00', zone: Europe/Berlon}"
      })
  void saysWhatIsWrongAndWhatToWrite(String written) {
    assertThat(parsed("deadline: " + written).problems())
        .filteredOn(problem -> problem.code().equals("PB0332"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.toString()).contains("deadline"));
  }

  @Test
  void aZoneThatThereIsNotIsAnsweredWithTheNearest() {
    assertThat(parsed("deadline: {at: '06:00', zone: Europe/Berlon}").problems().toString())
        .contains("Europe/Berlin");
  }

  private static ParsedPlaybook parsed(String line) {
    return new PlaybookParser()
        .parse(
            """
            apiVersion: noetl.io/v2
            kind: Playbook
            metadata: {name: p, path: a/p}
            %s
            workflow:
              - step: start
                tool: {kind: noop}
            """
                .formatted(line),
            "p.yaml");
  }
}
