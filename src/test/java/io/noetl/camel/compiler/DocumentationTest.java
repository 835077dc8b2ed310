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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The playbooks that the documentation shows can be registered, and its links lead somewhere. */
class DocumentationTest {
  private static final String HEAD =
      "apiVersion: noetl.io/v2\nkind: Playbook\nmetadata: {name: shown, path: docs/shown}\n"
          + "workload: {}\nworkflow:\n";
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\n(.*?)^```");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!http|#)([^)#\\s]+)");
  private static final Pattern CODE = Pattern.compile("\"(PB\\d{4})\"");
  private static final Pattern CODES = Pattern.compile("PB(\\d{4})(?:–PB(\\d{4}))?");
  private static final PlaybookCompiler COMPILER =
      new PlaybookCompiler(
          new PlaybookParser(), new TemplateEngine(TemplateLimits.DEFAULT), new Json()::read);

  @ParameterizedTest
  @ValueSource(strings = {"first-playbook", "flow-patterns", "tools-by-example"})
  void everyBlockIsAPlaybookOrItsSteps(String page) throws IOException {
    String text = Files.readString(Path.of("docs", page + ".md"));
    Matcher block = BLOCK.matcher(text);
    int found = 0;
    while (block.find()) {
      String shown = block.group(1);
      String playbook = shown.startsWith("  - step") ? HEAD + withStart(shown) : shown;
      assertThat(COMPILER.check(playbook, page + ".md"))
          .as(playbook)
          .filteredOn(Problem::refuses)
          .isEmpty();
      found++;
    }
    assertThat(found).isPositive();
  }

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("examples"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.toString().endsWith(".test.yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleCanBeRegisteredAndSaysHowToRunIt(Path file) throws IOException {
    String text = Files.readString(file);

    assertThat(COMPILER.check(text, file.toString())).isEmpty();
    assertThat(text).containsPattern("# {3}noetlctl run examples/|The child of ");
  }

  /** What is shown may go on from a step that stands elsewhere. */
  private static String withStart(String steps) {
    return steps.contains("- step: start")
        ? steps
        : "  - step: start\n    tool: {kind: python, code: 'result = 1'}\n" + steps;
  }

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(
          docs.filter(file -> file.toString().endsWith(".md")),
          Stream.of("README.md", "CONTRIBUTING.md", "examples/README.md").map(Path::of))
          .toList()
          .stream();
    }
  }

  @Test
  void everyProblemCodeStandsInAPage() throws IOException {
    Set<String> told = new TreeSet<>();
    for (Path page : pages().toList()) {
      CODES
          .matcher(Files.readString(page))
          .results()
          .forEach(
              codes -> {
                int first = Integer.parseInt(codes.group(1));
                int last = codes.group(2) == null ? first : Integer.parseInt(codes.group(2));
                IntStream.rangeClosed(first, last)
                    .forEach(code -> told.add("PB%04d".formatted(code)));
              });
    }
    Set<String> known = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        CODE.matcher(Files.readString(source)).results().forEach(code -> known.add(code.group(1)));
      }
    }

    assertThat(known).isNotEmpty();
    assertThat(told).containsAll(known);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsToAFile(Path page) throws IOException {
    Path folder = page.toAbsolutePath().getParent();
    List<String> broken =
        LINK.matcher(Files.readString(page))
            .results()
            .map(link -> link.group(1))
            .filter(link -> !Files.exists(folder.resolve(link)))
            .toList();

    assertThat(broken).isEmpty();
  }
}
