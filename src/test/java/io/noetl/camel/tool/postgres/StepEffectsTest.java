package io.noetl.camel.tool.postgres;

import static io.noetl.camel.testing.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.testing.Calls;
import io.noetl.camel.testing.PostgresTools;
import io.noetl.camel.testing.TestPostgres;
import io.noetl.camel.tool.ToolCall;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The effect of an {@code exactly_once} step stands once, however often the step runs. */
class StepEffectsTest {
  private static TestPostgres database;
  private static PostgresTools tools;
  private static PostgresTools elsewhere;

  @BeforeAll
  static void start() {
    database = TestPostgres.database("step_effects");
    Flyway.configure()
        .dataSource(database.jdbcUrl(), "postgres", "postgres")
        .schemas("noetl")
        .load()
        .migrate();
    database.execute("CREATE TABLE paid (id serial, who text UNIQUE)");
    tools = new PostgresTools(database);
    elsewhere = new PostgresTools(TestPostgres.database("step_effects_elsewhere"));
  }

  @AfterAll
  static void stop() {
    tools.close();
    elsewhere.close();
  }

  private static ToolCall call(String key, String command) {
    ToolCall call =
        Calls.of("postgres", map("auth", "pg_local", "command", command, "exactly_once", true));
    return new ToolCall(
        call.kind(),
        call.config(),
        call.args(),
        call.context(),
        call.origin(),
        key,
        call.timeout(),
        call.log());
  }

  private static Outcome run(ToolCall call) {
    try {
      return tools.tool.call(call);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<List<String>> paid(String who) {
    return database.query("SELECT count(*) FROM paid WHERE who LIKE '" + who + "%'");
  }

  @Test
  void aStepThatRunsAgainTakesTheResultOfItsFirstRun() {
    ToolCall call =
        call("7/1/pay", "INSERT INTO paid (who) VALUES ('ann' || random()) RETURNING who");

    Outcome first = run(call);
    Outcome second = run(call);

    assertThat(first).isInstanceOf(Outcome.Done.class);
    assertThat(second).isEqualTo(first);
    assertThat(paid("ann")).isEqualTo(List.of(List.of("1")));
  }

  @Test
  void ofManyAtATimeOneHasTheEffectAndAllHaveItsResult() {
    ToolCall call =
        call(
            "7/2/pay",
            "INSERT INTO paid (who) VALUES ('bob' || random()) RETURNING who; SELECT"
                + " pg_sleep(0.2)");

    List<CompletableFuture<Outcome>> runs =
        IntStream.range(0, 5)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> run(call)))
            .toList();

    assertThat(runs.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(paid("bob")).isEqualTo(List.of(List.of("1")));
  }

  @Test
  void aFailedRunLeavesNothingAndTheNextOneHasItsTurn() {
    database.execute("INSERT INTO paid (who) VALUES ('eve')");
    ToolCall call =
        call(
            "7/3/pay",
            "INSERT INTO paid (who) VALUES ('eva'); INSERT INTO paid (who) VALUES ('eve')");

    assertThat(run(call)).isInstanceOf(Outcome.Failed.class);
    assertThat(paid("eva")).isEqualTo(List.of(List.of("0")));
    database.execute("DELETE FROM paid WHERE who = 'eve'");
    assertThat(run(call)).isInstanceOf(Outcome.Done.class);
    assertThat(paid("ev")).isEqualTo(List.of(List.of("2")));
  }

  @Test
  void otherKeysHaveEffectsOfTheirOwn() {
    String command = "INSERT INTO paid (who) VALUES ('kim' || random())";
    for (String key : List.of("7/4/pay[0]", "7/4/pay[1]", "7/4/pay[1]")) {
      assertThat(run(call(key, command))).isInstanceOf(Outcome.Done.class);
    }
    assertThat(paid("kim")).isEqualTo(List.of(List.of("2")));
  }

  @Test
  void statementsThatWouldEndTheTransactionAreRefused() {
    for (String command :
        List.of("COMMIT", "begin", "SELECT 1; rollback", "PREPARE TRANSACTION 'x'")) {
      Outcome outcome = run(call("7/5/" + command, command));
      assertThat(((Outcome.Failed) outcome).error().code()).as(command).isEqualTo("TL0310");
    }
    Outcome savepoint = run(call("7/6/s", "SAVEPOINT s; SELECT 1; ROLLBACK TO s; RELEASE s"));
    assertThat(savepoint).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void anotherDatabaseThanTheEnginesIsRefused() throws Exception {
    Outcome.Failed failed = (Outcome.Failed) elsewhere.tool.call(call("7/7/pay", "SELECT 1"));

    assertThat(failed.error().code()).isEqualTo("TL0311");
    assertThat(failed.error().message()).contains("exactly_once", "idempotency_key");
  }
}
