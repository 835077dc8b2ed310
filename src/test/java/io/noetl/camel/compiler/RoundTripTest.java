package io.noetl.camel.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.playbook.PlaybookParser;
import io.noetl.camel.playbook.Problem;
import io.noetl.camel.store.Json;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The routes of every playbook that there is, written as Camel YAML and loaded by Camel's loader,
 * are the same routes: those of the suite, those that are shipped, and the conformance kit's where
 * it is at hand.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundTripTest {
  private static final PlaybookCompiler COMPILER =
      new PlaybookCompiler(
          new PlaybookParser(), new TemplateEngine(TemplateLimits.DEFAULT), new Json()::read);

  private final DefaultCamelContext writer = new DefaultCamelContext();
  private final DefaultCamelContext reader = new DefaultCamelContext();

  @BeforeAll
  void start() {
    JinjaYamlDumper.install(writer);
  }

  @AfterAll
  void stop() {
    writer.stop();
    reader.stop();
  }

  static Stream<String> playbooks() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders()) {
      try (Stream<Path> found = Files.walk(folder)) {
        found.filter(f -> f.toString().endsWith(".yaml")).sorted().forEach(files::add);
      }
    }
    List<String> documents = new ArrayList<>();
    for (Path file : files) {
      Stream.of(Files.readString(file).split("(?m)^---$"))
          .filter(document -> document.contains("apiVersion: noetl.io/v2"))
          .map(document -> document.replaceAll("@[A-Z]+@", "1"))
          .filter(RoundTripTest::isValid)
          .forEach(documents::add);
    }
    return documents.stream();
  }

  private static boolean isValid(String document) {
    return COMPILER.check(document, "p.yaml").stream()
        .noneMatch(problem -> problem.severity() == Problem.Severity.ERROR);
  }

  private static List<Path> folders() {
    List<Path> folders =
        new ArrayList<>(List.of(Path.of("src/test/resources/suite"), Path.of("playbooks")));
    String shared = System.getenv("NOETL_SHARED");
    if (shared != null) {
      folders.add(Path.of(shared, "cases", "given"));
    }
    return folders;
  }

  @ParameterizedTest
  @MethodSource("playbooks")
  void itsRoutesComeBackFromYaml(String document) throws Exception {
    List<RouteDefinition> compiled = COMPILER.compile(document, "p.yaml", "7").routes();
    String written = written(compiled);

    List<RouteDefinition> loaded = loaded(written);

    assertThat(loaded).hasSameSizeAs(compiled);
    assertThat(written(loaded)).isEqualTo(written);
    assertThat(loaded).extracting(RoundTripTest::shape).isEqualTo(shapes(compiled));
  }

  @Test
  void thereAreMany() throws IOException {
    assertThat(playbooks().count()).isGreaterThan(150);
  }

  private static List<String> shapes(List<RouteDefinition> routes) {
    return routes.stream().map(RoundTripTest::shape).toList();
  }

  /** The kinds of a route's nodes in their order: what no dumper can hide. */
  private static String shape(org.apache.camel.model.ProcessorDefinition<?> node) {
    StringBuilder shape = new StringBuilder(node.getShortName()).append('(');
    node.getOutputs().forEach(child -> shape.append(shape(child)).append(' '));
    return shape.append(')').toString();
  }

  private String written(List<RouteDefinition> routes) throws Exception {
    StringBuilder yaml = new StringBuilder();
    for (RouteDefinition route : routes) {
      yaml.append(PluginHelper.getModelToYAMLDumper(writer).dumpModelAsYaml(writer, route));
    }
    return yaml.toString();
  }

  private List<RouteDefinition> loaded(String yaml) throws Exception {
    reader.getRouteDefinitions().clear();
    PluginHelper.getRoutesLoader(reader).loadRoutes(ResourceHelper.fromString("routes.yaml", yaml));
    return List.copyOf(reader.getRouteDefinitions());
  }
}
