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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each document of the folder says in its first lines what is wrong with it: {@code # expect: CODE
 * line:column text of the message or cure}. Nothing else may be found.
 */
class BrokenDocumentsTest {
  private static final String EXPECT = "# expect: ";
  private static final PlaybookCompiler COMPILER =
      new PlaybookCompiler(
          new PlaybookParser(), new TemplateEngine(TemplateLimits.DEFAULT), new Json()::read);

  static Stream<Path> documents() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/broken"))) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void saysWhatIsWrongWhereAndWhatToWrite(Path file) throws IOException {
    String text = Files.readString(file);
    List<String> expected =
        text.lines()
            .filter(line -> line.startsWith(EXPECT))
            .map(line -> line.substring(EXPECT.length()))
            .toList();

    List<Problem> problems = COMPILER.check(text, file.getFileName().toString());

    assertThat(problems).as(problems.toString()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      Problem problem = problems.get(i);
      String[] parts = expected.get(i).split(" ", 3);
      assertThat(problem.code()).isEqualTo(parts[0]);
      assertThat(problem.line() + ":" + problem.column()).isEqualTo(parts[1]);
      if (parts.length > 2) {
        assertThat(problem.message() + " " + problem.cure()).contains(parts[2]);
      }
      assertThat(problem.cure()).isNotBlank();
      assertThat(problem.excerpt()).isEqualTo(text.lines().toList().get(problem.line() - 1));
    }
  }
}
