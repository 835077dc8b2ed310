package io.noetl.camel.playbooktest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL of a test's own: {@code services}, fixtures, and steps that run on it. */
class ServicesTest {
  private static final String LOAD =
      """
      workflow:
        - step: start
          tool: {kind: http, url: "https://shop.example/orders"}
          next: [{step: load}]
        - step: load
          tool: {kind: postgres, auth: pg, command: "INSERT INTO orders (id) VALUES (3)"}
          case:
            - when: "{{ event.name == 'call.done' }}"
              then:
                - sink: {tool: {kind: postgres, auth: pg, table: seen}, args: {id: 3}}
                - next: [{step: count}]
        - step: count
          tool: {kind: postgres, auth: pg, query: "SELECT count(*) AS n, (SELECT count(*) FROM seen) AS seen FROM orders"}
          next: [{step: end}]
        - step: end
          tool: {kind: noop, result: {n: "{{ count.rows[0].n }}", seen: "{{ count.rows[0].seen }}"}}
      """;

  @TempDir Path folder;
  private Trial trial;

  @BeforeEach
  void begin() {
    trial = new Trial(folder).playbook("load", LOAD);
    trial.write("tables.sql", "CREATE TABLE orders (id int);\nCREATE TABLE seen (id int);");
    trial.write("rows.sql", "INSERT INTO orders VALUES (1), (2);");
  }

  @AfterEach
  void end() {
    trial.close();
  }

  @Test
  void stepsRunOnADatabaseOfTheTestsOwn() {
    FileResult result =
        trial.run(
            "load",
            """
            services: {pg: {kind: postgres, fixtures: [tables.sql, rows.sql]}}
            run: [load, count]
            mocks: {start: {result: {data: []}}}
            tests:
              - {name: one, expect: {result: {n: 3, seen: 1}}}
              - {name: and another that sees nothing of it, expect: {result: {n: 3, seen: 1}}}
            """);

    assertThat(result.problems()).isEmpty();
    assertThat(Trial.failures(result)).isEmpty();
    assertThat(result.passed()).isTrue();
  }

  @Test
  void whatDoesNotRunIsAskedForAllTheSame() {
    FileResult result =
        trial.run(
            "load",
            """
            services: {pg: {kind: postgres, fixtures: tables.sql}}
            mocks: {start: {result: {data: []}}}
            tests:
              - name: nothing may run
                expect: {status: FAILED}
            """);

    assertThat(Trial.failures(result))
        .singleElement()
        .asString()
        .contains("Step 'load' calls postgres, which a test does not do by itself.");
  }

  @Test
  void aFixtureThatIsWrongIsNamed() {
    trial.write("broken.sql", "CREATE TABEL orders (id int);");

    assertThat(failure("broken.sql"))
        .contains("fixture broken.sql: ERROR: syntax error at or near \"TABEL\"");
    assertThat(failure("missing.sql"))
        .contains("there is no fixture missing.sql beside the file of tests");
  }

  private String failure(String fixture) {
    FileResult result =
        trial.run(
            "load",
            """
            services: {pg: {kind: postgres, fixtures: [%s]}}
            run: [load, count]
            mocks: {start: {result: {data: []}}}
            tests:
              - {name: one, expect: {status: COMPLETED}}
            """
                .formatted(fixture));
    List<String> failures = Trial.failures(result);
    assertThat(failures).hasSize(1);
    return failures.getFirst();
  }

  @Test
  void aServiceThatThereIsNotIsRefusedWithItsLine() {
    FileResult result =
        trial.run(
            "load",
            """
            services:
              pg: {kind: mysql}
            tests:
              - {name: one, expect: {status: COMPLETED}}
            """);

    assertThat(result.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.summary()).contains("load.test.yaml:5:3: PB0614"));
  }
}
