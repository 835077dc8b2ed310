package io.noetl.camel.execution;

import io.noetl.camel.compiler.PlaybookCompiler;
import io.noetl.camel.playbook.PlaybookParser;
import io.noetl.camel.store.Json;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A replica of the simulation that knows one playbook, of one step. */
final class SimOne implements AutoCloseable {
  static final String PATH = "sim/one";

  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: one, path: sim/one}
      workflow:
        - step: start
          tool: {kind: http, url: "http://localhost"}
      """;

  final SimSchedule schedule;
  final SimStore store;
  final Engine engine;
  private final SimEngines engines;

  SimOne(Dispatcher routes) {
    Json json = new Json();
    Random random = new Random(1);
    PlaybookCatalog.Entry entry = new PlaybookCatalog.Entry(1, PATH, 1, PLAYBOOK);
    Playbooks playbooks = new Playbooks(ref -> Optional.of(entry), compiler(json), 1);
    schedule = new SimSchedule(random);
    store = new SimStore(json);
    engines = new SimEngines(playbooks, json);
    SimReplica replica = new SimReplica("one", schedule, store);
    engine = engines.engine(replica, store, schedule, random, routes, new SimWaits(schedule));
  }

  static PlaybookCompiler compiler(Json json) {
    return new PlaybookCompiler(
        new PlaybookParser(), new TemplateEngine(TemplateLimits.DEFAULT), json::read);
  }

  /** Starts it; gives the execution's id. */
  long start() {
    StartRequest.PlaybookRef ref = new StartRequest.PlaybookRef.ById(1);
    return engine.start(new StartRequest(ref, Map.of(), null, null)).executionId();
  }

  @Override
  public void close() {
    engines.close();
  }
}
