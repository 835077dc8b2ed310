package io.noetl.camel.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.playbook.PlaybookParser;
import io.noetl.camel.store.Json;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;

/** What a console shows of a playbook's route. */
class RouteViewTest {
  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: t, path: tests/t}
      workflow:
        - step: start
          tool: {kind: python, code: "result = {'n': 1}"}
          case:
            - when: "{{ event.name == 'step.exit' and start.n > 0 or '<b>$1' }}"
              then: {next: [{step: end}]}
        - step: end
          tool: {kind: noop}
      """;

  @Test
  void nodesAreCalledByTheirIdsAndConditionsAreTheirText() throws Exception {
    RouteDefinition route =
        new PlaybookCompiler(
                new PlaybookParser(), new TemplateEngine(TemplateLimits.DEFAULT), new Json()::read)
            .compile(PLAYBOOK.replace("", ""), "t.yaml", "7")
            .routes()
            .getFirst();
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      RouteView.install(context);

      String xml = PluginHelper.getModelToXMLDumper(context).dumpModelAsXml(context, route);

      assertThat(xml)
          .contains(
              "<step id=\"start\" customId=\"true\" description=\"step start\" note=\"step start\"")
          .contains("<to id=\"start: python\" customId=\"true\" description=\"python\"")
          .contains("id=\"start: start.n &gt; 0 or")
          .contains(
              "<language language=\"jinja\">event.name == &apos;step.exit&apos; and start.n &gt; 0"
                  + " or &apos;&lt;b&gt;$1&apos;</language>")
          .contains("group=\"playbooks\"")
          .doesNotContain(">/workflow/");
    }
  }

  @Test
  void otherRoutesStayAsTheyAre() {
    String xml =
        "<route id=\"r\"><filter id=\"f\" description=\"d\">\n"
            + "<language language=\"jinja\">/workflow/1</language></filter></route>";
    assertThat(RouteView.readable(xml)).isEqualTo(xml);
  }
}
