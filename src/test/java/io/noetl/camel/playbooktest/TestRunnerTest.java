package io.noetl.camel.playbooktest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of playbooks: what they see, what they notice, what they never do. */
class TestRunnerTest {
  private static final String ORDER =
      """
      workload: {order_id: 1}
      workflow:
        - step: start
          tool: {kind: noop}
          next: [{step: fetch}]
        - step: fetch
          tool: {kind: http, url: "https://shop.example/{{ workload.order_id }}", args: {id: "{{ workload.order_id }}"}}
          retry: {max_attempts: 3, initial_delay: 30}
          next: [{step: load}]
        - step: load
          timeout: 60
          tool: {kind: postgres, auth: pg, command: "insert into t values (1)"}
          case:
            - when: "{{ event.name == 'call.done' }}"
              then: [{sink: {tool: postgres, auth: pg, table: t, data: "{{ fetch.data }}"}}, {next: [{step: end}]}]
            - when: "{{ event.name == 'call.error' }}"
              then: {next: [{step: cold}]}
        - step: cold
          tool: {kind: noop}
          next: [{step: end}]
        - step: end
          tool: {kind: noop}
      """;

  @TempDir Path folder;
  private Trial trial;

  @BeforeEach
  void begin() {
    trial = new Trial(folder);
  }

  @AfterEach
  void end() {
    trial.close();
  }

  @Test
  void aRetryAndASlowLoadTakeNoTime() {
    FileResult result =
        trial
            .playbook("order", ORDER)
            .run(
                "order",
                """
                tests:
                  - name: retries, then loads
                    payload: {order_id: 7}
                    now: 2026-03-29T00:30:00Z
                    mocks:
                      fetch:
                        - {error: {status: 503, type: HttpStatus}}
                        - {result: {data: [{a: 1}, {a: 2}]}}
                      load: {takes: 20s, result: {row_count: 2}, sink: {result: {}}}
                    expect:
                      path: [start, fetch, load, end]
                      not_reached: [cold]
                      steps: {fetch: {calls: 2, input: {id: 7}, request: {url: "https://shop.example/7"}}}
                      sinks: {load: {rows: 2, data: [{a: 1}, {a: 2}]}}
                      check: ["{{ load.row_count == 2 }}"]
                      took: 50s
                  - name: the load is late
                    mocks:
                      fetch: {result: {data: []}}
                      load: {takes: 90s}
                    expect:
                      path: [start, fetch, load, cold, end]
                      took: 1m
                coverage: {steps: 100, arcs: 66}
                """);

    assertThat(Trial.failures(result)).isEmpty();
    assertThat(result.passed()).isTrue();
    assertThat(result.tests().getFirst().took()).isEqualTo(Duration.ofSeconds(50));
    // `cold` has a way in and a way out; `load` ends by its rules.
    assertThat(result.coverage().orElseThrow().arcs()).hasSize(5);
  }

  @Test
  void whatDoesNotHoldIsToldWithItsLineAndWhatCame() {
    FileResult result =
        trial
            .playbook("order", ORDER)
            .run(
                "order",
                """
                tests:
                  - name: everything wrong
                    mocks:
                      fetch: {result: {data: [{a: 1}]}}
                      load: {result: {row_count: 1}, sink: {result: {}}}
                    expect:
                      status: FAILED
                      path: [start, fetch, load, cold, end]
                      not_reached: [end]
                      steps: {fetch: {calls: 2, input: {id: 8}, request: {method: GET}}}
                      sinks: {load: {rows: 3}}
                      logs: [{step: fetch, contains: nothing like it}]
                      result: {total: 2}
                      check: ["{{ load.row_count == 2 }}"]
                      took: 1s
                coverage: {arcs: 100}
                """);
    // `end` stands in path and in not_reached, so nothing is run.
    assertThat(result.problems())
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.summary()).contains("order.test.yaml:12:21: PB0624"));

    FileResult again =
        trial.run(
            "order",
            """
            tests:
              - name: everything wrong
                mocks:
                  fetch: {result: {data: [{a: 1}]}}
                  load: {result: {row_count: 1}, sink: {result: {}}}
                expect:
                  status: FAILED
                  path: [start, fetch, load, cold]
                  not_reached: [end]
                  steps: {fetch: {calls: 2, input: {id: 8}, request: {method: GET}}}
                  sinks: {load: {rows: 3}}
                  logs: [{step: fetch, contains: nothing like it}]
                  result: {total: 2}
                  check: ["{{ load.row_count == 2 }}"]
                  took: 1s
            coverage: {arcs: 100}
            """);
    assertThat(Trial.failures(again))
        .containsExactly(
            "10 The execution ended otherwise: expected FAILED, came COMPLETED",
            "11 Another path was taken: expected [start, fetch, load, cold]; taken    [start,"
                + " fetch, load, end]",
            "12 Step 'end' was reached: expected it not to run",
            "13 Step 'fetch' made another number of calls: expected 2, came 1",
            "13 The input of 'fetch' is another: id: expected 8, came 1",
            "13 The request of 'fetch' is another: method: expected \"GET\", came nothing: there is"
                + " url",
            "14 The sinks of 'load' got another number of rows: expected 3, came 1",
            "15 There is no such line in the log: expected a line with: nothing like it",
            "16 The result is another: total: expected 2, came nothing: there is status, message",
            "17 A check is false: {{ load.row_count == 2 }}; with load.row_count = 1",
            "18 It took another time: expected 1s, came 0s",
            "19 Coverage of arcs: expected 100 %, came 60.0 %: not taken: load → cold; not taken:"
                + " cold → end");
  }

  @Test
  void whatReachesOutsideFailsUnlessItIsMocked() {
    FileResult result =
        trial
            .playbook("order", ORDER)
            .run(
                "order",
                """
                tests:
                  - name: nothing is mocked
                    expect: {status: FAILED}
                  - name: the sink is not
                    mocks: {fetch: {result: {data: [{a: 1}]}}, load: {result: {}}}
                    expect: {status: FAILED}
                """);

    assertThat(Trial.failures(result))
        .containsExactly(
            "5 Step 'fetch' calls http, which a test does not do by itself. Mock it (mocks: {fetch:"
                + " {result: …}}), or let it run (run: [fetch]).",
            "7 The sink of step 'load' stores with postgres, which a test does not do by itself."
                + " Mock it (mocks: {load: {sink: {result: …}}}), or let it run (run: [load]).");
  }

  @Test
  void rowsThatACursorClaimsAreGivenByTheTest() {
    FileResult result =
        trial
            .playbook(
                "cursor",
                """
                workflow:
                  - step: start
                    loop:
                      cursor: {kind: postgres, auth: pg, claim: "SELECT 1"}
                      iterator: row
                      spec: {mode: cursor, max_in_flight: 3, frame: {max_rows: 2}}
                    tool:
                      - {name: double, kind: noop, result: {n: "{{ iter.row.id * 2 }}"}}
                      - {name: send, kind: http, url: "https://x.example/{{ double.n }}"}
                    next: {arcs: [{step: end}]}
                  - step: end
                    tool: {kind: noop, result: {frames: "{{ start.frames }}", rows: "{{ start.rows }}"}}
                """)
            .run(
                "cursor",
                """
                tests:
                  - name: claims are given
                    mocks: {start: {claims: [[{id: 1}, {id: 2}], [{id: 3}]], result: {}}}
                    expect: {result: {frames: 2, rows: 3}, steps: {start: {calls: 6}}}
                  - name: one claim, in short
                    mocks: {start: {claims: [{id: 1}, {id: 2}], result: {}}}
                    expect: {result: {frames: 1, rows: 2}}
                  - name: nothing says what is claimed
                    mocks: {start: {result: {}}}
                    expect: {status: FAILED}
                """);

    assertThat(Trial.failures(result))
        .containsExactly(
            "11 Step 'start' claims rows of postgres, which a test does not do by itself. Give the"
                + " rows of each claim (mocks: {start: {claims: [[{id: 1}]]}}), or let it run (run:"
                + " [start]).");
  }

  @Test
  void aMockThatIsUsedUpSaysSo() {
    FileResult result =
        trial
            .playbook("order", ORDER)
            .run(
                "order",
                """
                tests:
                  - name: two answers for three calls
                    mocks: {fetch: [{error: {status: 503}}, {error: {status: 503}}]}
                    expect: {status: FAILED}
                """);

    assertThat(Trial.failures(result))
        .containsExactly(
            "5 'fetch' is called 3 times, its mock has 2 answers. Add the answers, or give one that"
                + " is not in a list for all calls.");
  }

  @Test
  void itemsOfALoopAreMockedByTheirIndexAndRunSideBySide() {
    FileResult result =
        trial
            .playbook(
                "scores",
                """
                workflow:
                  - step: start
                    tool: {kind: noop}
                    next: [{step: score}]
                  - step: score
                    loop: {in: [a, b, c], iterator: word, mode: parallel}
                    tool: {kind: http, url: "https://score.example/{{ word }}"}
                    on_error: continue
                    next: [{step: end}]
                  - step: end
                    tool: {kind: noop}
                """)
            .run(
                "scores",
                """
                tests:
                  - name: one item is late
                    mocks:
                      score: {items: {1: {takes: 20s, error: {type: Timeout}}}, else: {takes: 10s, result: 5}}
                    expect:
                      path: [start, score, end]
                      steps: {score: {calls: 3}}
                      check:
                        - "{{ score.stats.failed == 1 }}"
                        - "{{ score.stats.success == 2 }}"
                      took: 20s
                """);

    assertThat(Trial.failures(result)).isEmpty();
  }

  @Test
  void aChildRunsWithItsStepsMockedOrIsAnsweredFor() {
    trial
        .playbook(
            "parent",
            """
            workflow:
              - step: start
                tool: {kind: noop}
                next: [{step: call}]
              - step: call
                tool: {kind: playbook, path: t/child, args: {word: hello}}
                next: [{step: end}]
              - step: end
                tool: {kind: noop}
            """)
        .playbook(
            "child",
            """
            workflow:
              - step: start
                tool: {kind: noop}
                next: [{step: work}]
              - step: work
                tool: {kind: http, url: "https://x.example/{{ workload.word }}"}
            """);
    FileResult result =
        trial.run(
            "parent",
            """
            tests:
              - name: the child runs
                mocks: {call/work: {takes: 5s, result: 42}}
                expect:
                  path: [start, call, end]
                  steps:
                    call/work: {calls: 1, request: {url: "https://x.example/hello"}}
                    call: {calls: 1, input: {word: hello}}
                  check: ["{{ call.data == 42 }}"]
                  took: 5s
              - name: it is answered for
                mocks: {call: {result: {status: success, data: 7}}}
                expect:
                  not_reached: [call/work]
                  check: ["{{ call.data == 7 }}"]
              - name: neither
                expect: {status: FAILED}
            """);

    assertThat(Trial.failures(result))
        .containsExactly(
            "19 Step 'call' calls playbook, which a test does not do by itself. Mock it (mocks:"
                + " {call: {result: …}}), or let it run (run: [call]).");
  }

  @Test
  void theTimeoutOfAPlaybookIsTheTestsTime() {
    FileResult result =
        trial
            .playbook(
                "slow",
                """
                timeout: 3600
                workflow:
                  - step: start
                    timeout: 100000
                    tool: {kind: http, url: "https://x.example"}
                """)
            .run(
                "slow",
                """
                tests:
                  - name: two hours are too long
                    mocks: {start: {takes: 2h}}
                    expect: {status: FAILED, error: "3600.0 s after its start", took: 1h}
                """);

    assertThat(Trial.failures(result)).isEmpty();
  }

  @Test
  void theSameTestTakesTheSameWayEachTime() {
    trial.playbook(
        "many",
        """
        workflow:
          - step: start
            tool: {kind: noop}
            next: [{step: a}, {step: b}, {step: c}]
          - step: a
            loop: {in: [1, 2, 3], iterator: i, mode: parallel}
            tool: {kind: http, url: "https://x.example"}
            next: [{step: end}]
          - step: b
            tool: {kind: http, url: "https://x.example"}
            next: [{step: end}]
          - step: c
            tool: {kind: http, url: "https://x.example"}
            retry: {max_attempts: 2, initial_delay: 1, jitter: true}
            next: [{step: end}]
          - step: end
            tool: {kind: noop}
        """);
    TestSource source =
        trial.tests(
            "many",
            """
            mocks:
              a: {takes: 3s}
              b: {takes: 2s}
              c: [{error: {type: X}}, {takes: 1s}]
            tests:
              - {name: one, expect: {path: [start, {any_order: [a, b, c]}, end], took: 3s}}
              - {name: two, expect: {path: [start, {any_order: [a, b, c]}, end], took: 3s}}
            """);

    FileResult first = trial.runner().run(source, name -> true);
    assertThat(Trial.failures(first)).isEmpty();
    for (int i = 0; i < 20; i++) {
      FileResult again = trial.runner().run(source, name -> true);
      assertThat(again.tests())
          .allSatisfy(test -> assertThat(test.path()).isEqualTo(first.tests().getFirst().path()));
    }
  }
}
