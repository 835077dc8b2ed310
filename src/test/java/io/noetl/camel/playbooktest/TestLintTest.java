package io.noetl.camel.playbooktest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with tests is told before they run: with its place and its cure. */
class TestLintTest {
  private static final String PLAYBOOK =
      """
      workflow:
        - step: start
          tool: {kind: noop}
          next: [{step: fetch}]
        - step: fetch
          tool: {kind: http, url: "https://x.example"}
          next: [{step: end}]
        - step: end
          tool: {kind: noop}
      """;

  @Test
  void eachMistakeHasItsPlaceAndItsCure(@TempDir Path folder) {
    try (Trial trial = new Trial(folder)) {
      TestSource source =
          trial
              .playbook("wrong", PLAYBOOK)
              .tests(
                  "wrong",
                  """
                  tests:
                    - name: wrong
                      mocks:
                        fetsh: {result: 1}
                        fetch: {items: {0: {result: 1}}}
                        start: {sink: {result: 1}}
                      run: [nowhere]
                      expect:
                        path: [fetch, start]
                        not_reached: [start]
                        steps: {ned: {calls: 1}}
                        sinks: {end: {rows: 1}}
                        check: ["{{ fetch.", "no template"]
                    - name: more calls than answers
                      mocks: {fetch: [{result: 1}], start: {claims: [[{id: 1}]]}}
                      expect: {steps: {fetch: {calls: 2}}}
                  """);

      assertThat(trial.runner().check(source).stream().map(p -> p.summary()))
          .satisfiesExactlyInAnyOrder(
              p ->
                  assertThat(p)
                      .contains(":7:7: PB0620 There is no step 'fetsh'. Did you mean 'fetch'?"),
              p -> assertThat(p).contains(":8:15: PB0621 Step 'fetch' has no loop"),
              p -> assertThat(p).contains(":9:15: PB0622 Step 'start' has no sink."),
              p -> assertThat(p).contains("PB0626 Step 'start' has no cursor"),
              p ->
                  assertThat(p)
                      .contains(
                          ":10:5: PB0620 There is no step 'nowhere'. Known: end, fetch, start."),
              p ->
                  assertThat(p)
                      .contains(
                          ":12:14: PB0623 The path begins with 'fetch', the playbook with"
                              + " 'start'."),
              p ->
                  assertThat(p)
                      .contains(
                          ":12:21: PB0623 No way leads from 'fetch' to 'start'",
                          "it goes to: end."),
              p -> assertThat(p).contains(":13:21: PB0624 Step 'start' stands in path too"),
              p ->
                  assertThat(p)
                      .contains(":14:15: PB0620 There is no step 'ned'. Did you mean 'end'?"),
              p -> assertThat(p).contains(":15:15: PB0622 Step 'end' has no sink."),
              p ->
                  assertThat(p)
                      .contains(
                          ":16:15: PB0626 The check is no template: TemplateSyntaxError: expected"
                              + " name or number. Write"),
              p ->
                  assertThat(p)
                      .contains(":16:28: PB0626 The check has no template, so it says the same"),
              p ->
                  assertThat(p)
                      .contains(
                          "19:30: PB0625 2 calls of 'fetch' are expected, its mock has 1"
                              + " answer."));
    }
  }

  @Test
  void whatNobodyReadsIsAnError(@TempDir Path folder) {
    try (Trial trial = new Trial(folder)) {
      TestSource source =
          trial
              .playbook("wrong", PLAYBOOK)
              .tests(
                  "wrong",
                  """
                  unmocked: sometimes
                  tests:
                    - name: wrong
                      now: yesterday
                      mocks: {fetch: {reslt: 1, takes: soon}, start: 5}
                      expect: {stauts: FAILED, steps: {fetch: {called: 2}}, took: long}
                    - name: wrong
                      expect: {status: DONE}
                  coverage: {steps: 120}
                  services: {pg: {kind: mysql}}
                  """);

      assertThat(trial.runner().check(source))
          .extracting(p -> p.line() + " " + p.code())
          .containsExactlyInAnyOrder(
              "4 PB0613",
              "7 PB0615",
              "8 PB0603",
              "8 PB0607",
              "8 PB0605",
              "9 PB0603",
              "9 PB0603",
              "9 PB0607",
              "10 PB0612",
              "11 PB0610",
              "12 PB0609",
              "13 PB0614");
    }
  }

  @Test
  void aPlaybookThatIsNotThereIsToldAtItsLine(@TempDir Path folder) {
    try (Trial trial = new Trial(folder)) {
      FileResult result = trial.run("nowhere", "tests: [{name: x}]\n");

      assertThat(result.problems())
          .singleElement()
          .satisfies(
              p ->
                  assertThat(p.summary())
                      .startsWith(
                          "nowhere.test.yaml:3:1: PB0630 There is no playbook ./nowhere.yaml."));
      assertThat(result.passed()).isFalse();
    }
  }
}
