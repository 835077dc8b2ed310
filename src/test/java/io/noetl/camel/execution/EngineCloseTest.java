package io.noetl.camel.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A replica that ends leaves everything to the others. */
class EngineCloseTest {

  @Test
  void whatABeatUnderWayTakesOverAfterTheCloseDoesNotRunHere() {
    try (SimOne one = new SimOne((run, token) -> {})) {
      long id = one.start();

      one.engine.close();
      one.engine.resume(
          new Claim(
              id,
              1,
              SimOne.PATH,
              1,
              "one",
              "{}",
              null,
              2,
              false,
              Claim.Reason.GONE,
              new Ancestry(id, 0, false)),
          one.store.events(id),
          one.store.events(id).getLast().eventId());

      Run run = one.engine.running(id);
      assertThat(run).isNotNull();
      assertThat(run.isStopping()).isTrue();
      assertThat(run.crash("start", ToolError.of("EX0001", "Internal", "broken off")))
          .isCompletedExceptionally();
    }
  }
}
