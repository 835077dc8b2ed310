package io.noetl.camel.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.playbook.Playbook;
import io.noetl.camel.playbook.PlaybookParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteCompilerTest {
  private static final String HEAD =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: t, path: tests/t}
      workflow:
      """;

  private static List<RouteDefinition> routes(String workflow) {
    Playbook playbook =
        Objects.requireNonNull(new PlaybookParser().parse(HEAD + workflow, "t.yaml").playbook());
    return new RouteCompiler("7", playbook, new Flow(playbook)).routes();
  }

  private static List<String> ids(List<RouteDefinition> routes) {
    return routes.stream().map(RouteDefinition::getId).toList();
  }

  private static String step(String name, String rest) {
    return "  - step: " + name + "\n    tool: {kind: python, code: \"result = 1\"}\n" + rest;
  }

  @Test
  void aChainOfStepsIsOneRoute() {
    List<RouteDefinition> routes =
        routes(
            step("start", "    next: a\n")
                + step("a", "    next: [{step: b}]\n")
                + step("b", "    next: end\n")
                + step("end", ""));

    assertThat(ids(routes)).containsExactly("tests/t@7");
    assertThat(routes.getFirst().getOutputs()).hasSize(4);
  }

  @Test
  void aVeryLongChainIsSeveralRoutes() {
    StringBuilder workflow = new StringBuilder(step("start", "    next: [{step: s1}]\n"));
    for (int i = 1; i < 2_000; i++) {
      workflow.append(step("s" + i, i < 1_999 ? "    next: [{step: s%d}]%n".formatted(i + 1) : ""));
    }

    List<RouteDefinition> routes = routes(workflow.toString());

    assertThat(routes).hasSize(10);
    assertThat(routes).allSatisfy(route -> assertThat(route.getOutputs()).hasSizeLessThan(202));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{env:HOME}}",
        "{{{env:HOME:x}}}",
        "{{{{env:HOME}}}}",
        "{{{ {{env:HOME:x}}} }}",
        "}}{{env:HOME:{{{x}}}}}"
      })
  void noDescriptionIsAPlaceholderOfCamels(String text) {
    List<RouteDefinition> routes =
        routes(step("start", "    desc: '" + text + "'\n    next: [{step: b}]\n") + step("b", ""));

    assertThat(routes.getFirst().getOutputs())
        .first()
        .extracting(node -> node.getDescription())
        .asString()
        .contains("env:HOME")
        .doesNotContain("{{")
        .doesNotContain("}}");
  }

  @Test
  void aStepThatNamesNoSuccessorGoesToEnd() {
    List<RouteDefinition> routes = routes(step("start", "") + step("end", ""));

    assertThat(ids(routes)).containsExactly("tests/t@7");
    assertThat(routes.getFirst().getOutputs()).hasSize(2);
  }

  @Test
  void aJoinAndTheEndOfAFanOutBeginRoutes() {
    List<RouteDefinition> routes =
        routes(
            step("start", "    next: [a, b]\n")
                + step("a", "    next: j\n")
                + step("b", "    next: j\n")
                + step("j", "    next: end\n")
                + step("end", ""));

    assertThat(ids(routes))
        .containsExactly("tests/t@7", "tests/t@7/a", "tests/t@7/b", "tests/t@7/j", "tests/t@7/end");
  }

  @Test
  void aWayBackBeginsARoute() {
    List<RouteDefinition> routes =
        routes(
            step("start", "    next: a\n")
                + step("a", "    next: b\n")
                + step(
                    "b",
                    "    case:\n"
                        + "      - when: \"{{ a.again }}\"\n"
                        + "        then: {next: a}\n"
                        + "    next: end\n")
                + step("end", ""));

    assertThat(ids(routes)).containsExactly("tests/t@7", "tests/t@7/a");
  }

  @Test
  void eachNodeIsCalledAfterItsStepAndSaysWhatItIs() {
    List<RouteDefinition> routes =
        routes(
            """
              - step: start
                desc: Asks for the {{ day }}'s orders
                loop: {in: "{{ workload.days }}", iterator: day}
                retry: 3
                tool: {kind: http, method: GET, url: "https://me:secret@shop.example/orders?key=secret"}
                case:
                  - when: "{{ event.name == 'loop.done' and workload.many }}"
                    then: {next: [{step: load}, {step: other}]}
                next: end
              - step: load
                tool: {kind: postgres, auth: pg_local, command: "-- first\\nINSERT INTO orders VALUES ('secret')"}
                sink: {tool: {kind: duckdb, table: t}}
                next: end
              - step: other
                tool: {kind: playbook, path: sales/other}
                next: end
              - step: end
                tool: {kind: python, code: "result = 1"}
            """);

    List<String> ids = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (RouteDefinition route : routes) {
      assertThat(route.getGroup()).isEqualTo("playbooks");
      assertThat(route.getDescriptionText()).isNotBlank();
      RouteNodes.of(route)
          .forEach(
              node -> {
                ids.add(node.getId());
                texts.add(node.getDescriptionText());
              });
    }

    assertThat(ids)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("(start|load|other|end)\\b.*"));
    assertThat(ids).allMatch(id -> id.length() <= 34);
    assertThat(texts)
        .allMatch(text -> text != null && !text.isBlank())
        .noneMatch(text -> text.contains("{{") || text.contains("secret"))
        .contains(
            "step start: Asks for the { { day } }'s orders",
            "for each day in workload.days",
            "calls again: retries and pages",
            "http GET https://shop.example/orders",
            "event.name == 'loop.done' and workload.many",
            "at once: load, other",
            "postgres on pg_local: INSERT INTO orders VALUES (…",
            "stores by duckdb",
            "playbook sales/other",
            "to step end");
  }

  @Test
  void noTextOfThePlaybookIsInAUriOrAnExpression() throws Exception {
    String nasty = "a b&c={{x}}${y}#z?q";
    List<RouteDefinition> routes =
        routes(
            step("start", "    next: \"a b&c=${y}#z?q\"\n")
                + "  - step: \"a b&c=${y}#z?q\"\n    desc: \""
                + nasty
                + "\"\n    loop: {in: [1, 2], iterator: \"x\"}\n"
                + "    tool: {kind: http, url: \"http:evil?bridge=true\"}\n");

    String yaml = dump(routes.getFirst());

    assertThat(yaml).doesNotContain("evil").doesNotContain("{{");
    assertThat(yaml.lines().filter(l -> l.contains("uri:")).toList())
        .allMatch(l -> l.matches(".*uri: (step|python|tool):[a-z0-9]+( *|\\?pointer=[/a-z0-9]+)"));
  }

  @Test
  void theRoutesSurviveTheWayThroughCamelYaml() throws Exception {
    List<RouteDefinition> routes =
        routes(
            step("start", "    next: items\n")
                + step(
                    "items",
                    """
                        loop: {in: "{{ workload.xs }}", iterator: x, mode: parallel}
                        retry: 3
                        case:
                          - when: "{{ event.name == 'call.done' }}"
                            then: {sink: {tool: {kind: postgres, table: t, args: {}}}, next: [{step: a}, {step: b}]}
                          - when: "{{ event.name == 'call.error' }}"
                            then: [{call: a}, {next: b}]
                    """)
                + step("a", "    next: end\n")
                + step("b", "    next: end\n")
                + step("end", ""));

    for (RouteDefinition route : routes) {
      String once = dump(route);
      assertThat(dump(load(once))).isEqualTo(once);
    }
  }

  private static String dump(RouteDefinition route) throws Exception {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      JinjaYamlDumper.install(context);
      return PluginHelper.getModelToYAMLDumper(context).dumpModelAsYaml(context, route);
    }
  }

  private static RouteDefinition load(String yaml) throws Exception {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      Resource resource = ResourceHelper.fromString("routes.yaml", yaml);
      PluginHelper.getRoutesLoader(context).loadRoutes(resource);
      RoutesDefinition loaded = new RoutesDefinition();
      loaded.setRoutes(context.getRouteDefinitions());
      return loaded.getRoutes().getFirst();
    }
  }
}
