package io.noetl.camel.api.view;

import io.noetl.camel.api.ApiRequest;
import io.noetl.camel.api.BodyFields;
import io.noetl.camel.api.Role;
import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.execution.PlaybookCatalog;
import io.noetl.camel.execution.Playbooks;
import io.noetl.camel.execution.StartRequest.PlaybookRef;
import io.noetl.camel.playbook.Action;
import io.noetl.camel.playbook.Arc;
import io.noetl.camel.playbook.Loop;
import io.noetl.camel.playbook.Part;
import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.Router;
import io.noetl.camel.playbook.Rule;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.playbook.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** The control flow of a playbook's version: steps and the ways between them. */
public class GraphApi {
  private final Playbooks playbooks;

  public GraphApi(Playbooks playbooks) {
    this.playbooks = playbooks;
  }

  /** {@code GET /api/catalog/graph?path=&version=|catalog_id=}: ids are JSON pointers. */
  public Object graph(ApiRequest request) {
    request.require(Role.VIEWER);
    Long id = request.queryId("catalog_id");
    PlaybookCatalog.Entry entry =
        playbooks.entry(
            id != null
                ? new PlaybookRef.ById(id)
                : new PlaybookRef.ByPath(
                    String.valueOf(request.query("path")),
                    BodyFields.parseVersion(
                        request.query("version"), List.of("query", "version"))));
    CompiledPlaybook compiled = playbooks.compiled(entry);
    Playbook playbook = compiled.playbook();
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("catalog_id", String.valueOf(entry.catalogId()));
    reply.put("path", entry.path());
    reply.put("version", entry.version());
    reply.put("name", playbook.name());
    reply.put("labels", playbook.labels());
    reply.put("workload", playbook.workload());
    reply.put("nodes", playbook.steps().stream().map(step -> node(step, playbook)).toList());
    reply.put(
        "edges", playbook.steps().stream().flatMap(s -> edges(s, compiled).stream()).toList());
    reply.put("routes", compiled.routes().stream().map(RouteDefinition::getId).toList());
    return reply;
  }

  private static Map<String, @Nullable Object> node(Step step, Playbook playbook) {
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    Loop loop = step.loop();
    node.put("id", step.pointer());
    node.put("index", step.index());
    node.put("name", step.name());
    node.put("kind", step.kinds());
    node.put("description", step.description());
    node.put("part", step.part().key());
    node.put(
        "loop",
        loop == null
            ? null
            : Map.of(
                "iterator", loop.iterator(), "mode", loop.mode().name().toLowerCase(Locale.ROOT)));
    node.put("line", playbook.source().at(step.pointer()).line());
    return node;
  }

  private static List<Map<String, @Nullable Object>> edges(Step step, CompiledPlaybook compiled) {
    List<Map<String, @Nullable Object>> edges = new ArrayList<>();
    for (Rule rule : step.rules()) {
      for (Action action : rule.then()) {
        switch (action) {
          case Action.Next next ->
              next.targets()
                  .forEach(to -> edges.add(edge("next", step, to, rule.when(), compiled)));
          case Action.Call call ->
              edges.add(edge("call", step, call.target(), rule.when(), compiled));
          default -> {}
        }
      }
    }
    Router.Arcs arcs = step.arcs();
    if (arcs != null) {
      for (Arc arc : arcs.arcs()) {
        edges.add(edge("next", step, arc.target(), arc.when(), compiled));
      }
    }
    step.next().forEach(to -> edges.add(edge("next", step, to, null, compiled)));
    Integer undo = compiled.playbook().cleanup().compensation(step.index());
    if (undo != null) {
      edges.add(
          edge(
              "compensate",
              step,
              step.pointer() + "/" + Part.COMPENSATE.key(),
              compiled.playbook().steps().get(undo)));
    }
    if (step.next().isEmpty()
        && arcs == null
        && step.isOfWorkflow()
        && compiled.flow().end().isPresent()
        && !compiled.playbook().isLast(step)) {
      edges.add(edge("end", step, step.pointer() + "/end", compiled.flow().end().orElseThrow()));
    }
    return edges;
  }

  private static Map<String, @Nullable Object> edge(
      String kind, Step from, Target to, @Nullable String when, CompiledPlaybook compiled) {
    Map<String, @Nullable Object> edge =
        edge(kind, from, to.pointer(), compiled.playbook().step(to.step()).orElseThrow());
    edge.put("when", when);
    return edge;
  }

  private static Map<String, @Nullable Object> edge(String kind, Step from, String id, Step to) {
    Map<String, @Nullable Object> edge = new LinkedHashMap<>();
    edge.put("id", id);
    edge.put("kind", kind);
    edge.put("from", from.pointer());
    edge.put("to", to.pointer());
    edge.put("when", null);
    return edge;
  }
}
