package io.noetl.camel.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.playbook.PlaybookParser;
import io.noetl.camel.store.Json;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import org.junit.jupiter.api.Test;

/** The plan says who is told of what, and how often people are reminded. */
class PlanTextTest {
  private final PlaybookCompiler compiler =
      new PlaybookCompiler(
          new PlaybookParser(), new TemplateEngine(TemplateLimits.DEFAULT), new Json()::read);

  @Test
  void whoIsToldAndReminded() {
    String document =
        """
        apiVersion: noetl.io/v2
        kind: Playbook
        metadata: {name: p, path: a/p}
        deadline: 2h
        notify:
          - {on: [approval, failed], to: ops_chat, template: "{{ approval.title | default('') }}"}
          - {on: deadline, to: mail, template: "{{ deadline }} {{ approval }}"}
        workflow:
          - step: start
            tool: {kind: approval, title: "Load?", remind: 240m}
            next: {arcs: [{step: end}]}
          - step: end
            tool:
              - {name: again, kind: approval, title: "Sure?", remind: "{{ workload.often }}"}
              - {name: done, kind: noop}
        workload: {often: 1h}
        """;

    assertThat(compiler.check(document, "p.yaml")).isEmpty();
    assertThat(PlanText.of(compiler.compile(document, "p.yaml", "p")))
        .contains(
            "  reminds every 4h until it is decided\n",
            "  reminds every {{ workload.often }} until it is decided\n",
            "\ntells ops_chat: failed, approval\ntells mail: deadline\n");
  }
}
