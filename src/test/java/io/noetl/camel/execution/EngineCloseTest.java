package io.noetl.camel.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.compiler.PlaybookCompiler;
import io.noetl.camel.playbook.PlaybookParser;
import io.noetl.camel.store.Json;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A replica that ends leaves everything to the others. */
class EngineCloseTest {
  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: one, path: close/one}
      workflow:
        - step: start
          tool: {kind: http, url: "http://localhost"}
      """;

  @Test
  void whatABeatUnderWayTakesOverAfterTheCloseDoesNotRunHere() {
    Json json = new Json();
    PlaybookCompiler compiler =
        new PlaybookCompiler(
            new PlaybookParser(), new TemplateEngine(TemplateLimits.DEFAULT), json::read);
    PlaybookCatalog.Entry entry = new PlaybookCatalog.Entry(1, "close/one", 1, PLAYBOOK);
    Playbooks playbooks = new Playbooks(ref -> Optional.of(entry), compiler, 1);
    Random random = new Random(1);
    SimSchedule schedule = new SimSchedule(random);
    SimStore store = new SimStore(json);
    SimReplica replica = new SimReplica("ends", schedule, store);
    try (SimEngines engines = new SimEngines(playbooks, json)) {
      Dispatcher nowhere = (run, token) -> {};
      Engine engine = engines.engine(replica, store, schedule, random, nowhere);
      StartRequest.PlaybookRef ref = new StartRequest.PlaybookRef.ById(1);
      long id = engine.start(new StartRequest(ref, Map.of(), null, null)).executionId();

      engine.close();
      engine.resume(
          new Claim(id, 1, "close/one", 1, "one", "{}", null, 2, false, false), store.events(id));

      Run run = engine.running(id);
      assertThat(run).isNotNull();
      assertThat(run.isStopping()).isTrue();
      assertThat(run.crash("start", ToolError.of("EX0001", "Internal", "broken off")))
          .isCompletedExceptionally();
    }
  }
}
