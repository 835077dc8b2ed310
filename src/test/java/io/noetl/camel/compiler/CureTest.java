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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a message tells to write makes the document pass. */
class CureTest {
  private static final PlaybookCompiler COMPILER =
      new PlaybookCompiler(
          new PlaybookParser(), new TemplateEngine(TemplateLimits.DEFAULT), new Json()::read);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          wrong_kind                    | kind: playbook          | kind: Playbook
          api_version_is_a_number       | apiVersion: 2           | apiVersion: noetl.io/v2
          unknown_step_key              | nxt                     | next
          unknown_tool_kind             | pyhton                  | python
          python_without_code           | cod:                    | code:
          next_to_unknown_step          | ende                    | end
          condition_without_braces      | when: event.name == 'call.done' | when: "{{ event.name == 'call.done' }}"
          template_begins_a_plain_value | {{ workload.n }} items  | "{{ workload.n }} items"
          template_with_unknown_filter  | uper                    | upper
          retry_of_zero                 | retry: 0                | retry: 1
          loop_of_unknown_mode          | paralel                 | parallel
          start_in_capitals             | step: Start             | step: start
          tool_is_text                  | tool: http              | `tool: {kind: http, url: "http://127.0.0.1/"}`
          keychain_of_unknown_kind      | kind: oauth             | kind: oauth2
          unknown_event                 | call.don'               | call.done'
          """)
  void appliedItMakesTheDocumentPass(String file, String wrong, String right) throws IOException {
    String document =
        Files.readString(Path.of("src/test/resources/broken", file + ".yaml"))
            .lines()
            .filter(line -> !line.startsWith("# expect"))
            .reduce("", (text, line) -> text + line + "\n");
    assertThat(COMPILER.check(document, "broken.yaml")).isNotEmpty();

    String cured = document.replace(wrong, right);

    assertThat(COMPILER.check(cured, "cured.yaml")).isEmpty();
  }

  @Test
  void aDocumentThatIsTooLongIsRefusedAtOnce() {
    String document = "# " + "x".repeat(9 * 1024 * 1024);

    List<Problem> problems = COMPILER.check(document, "long.yaml");

    assertThat(problems).extracting(Problem::code).containsExactly("PB0015");
  }
}
