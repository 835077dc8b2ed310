package io.noetl.camel.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an editor with yaml-language-server offers, explains and underlines by our schema. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class EditorTest {
  private static final Path PROGRAM =
      Path.of("target/editor/node_modules/yaml-language-server/bin/yaml-language-server");
  private static final String HEAD =
      "apiVersion: noetl.io/v2\nkind: Playbook\nmetadata: {name: a, path: b}\nworkflow:\n"
          + "  - step: start\n";
  private LanguageServer server;
  private int documents;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    assumeThat(PROGRAM).as("tools/editor/fetch.sh was run, and npm is there").exists();
    Path schema = folder.resolve("playbook.schema.json");
    Files.writeString(schema, PlaybookSchema.text());
    server = new LanguageServer(PROGRAM, schema);
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** Opens steps in which {@code ^} is the cursor. */
  private String open(String steps) throws IOException {
    String uri = "file:///playbook" + ++documents + ".yaml";
    server.open(uri, HEAD + steps.replace("^", ""));
    return uri;
  }

  private List<String> offered(String steps) throws IOException {
    String before = HEAD + steps.substring(0, steps.indexOf('^'));
    int line = (int) before.chars().filter(c -> c == '\n').count();
    return server.completion(open(steps), line, before.length() - before.lastIndexOf('\n') - 1);
  }

  private String said(String steps) throws IOException {
    String before = HEAD + steps.substring(0, steps.indexOf('^'));
    int line = (int) before.chars().filter(c -> c == '\n').count();
    return server.hover(open(steps), line, before.length() - before.lastIndexOf('\n') - 1);
  }

  @Test
  void aStepOffersItsKeys() throws IOException {
    assertThat(offered("    tool: {kind: python, code: 'result = 1'}\n    ^\n"))
        .contains("loop", "next", "case", "retry", "on_error");
  }

  @Test
  void aToolOffersTheFieldsOfItsKind() throws IOException {
    assertThat(offered("    tool:\n      kind: http\n      url: http://x/\n      ^\n"))
        .contains("method", "params", "headers", "json", "follow_redirects", "auth")
        .doesNotContain("code", "command");
    assertThat(offered("    tool:\n      kind: postgres\n      command: SELECT 1\n      ^\n"))
        .contains("params", "transaction", "auth", "exactly_once")
        .doesNotContain("url", "code");
    assertThat(offered("    tool:\n      kind: python\n      code: result = 1\n      ^\n"))
        .contains("args", "libs", "engine");
  }

  @Test
  void loopsRulesRetriesAndSinksOfferTheirs() throws IOException {
    String tool = "    tool: {kind: python, code: 'result = 1'}\n";
    assertThat(offered(tool + "    loop:\n      in: [1]\n      ^\n"))
        .contains("iterator", "mode", "max_in_flight");
    assertThat(offered(tool + "    case:\n      - when: \"{{ true }}\"\n        ^\n"))
        .contains("then");
    assertThat(offered(tool + "    retry:\n      max_attempts: 3\n      ^\n"))
        .contains("initial_delay", "retry_when");
    assertThat(offered(tool + "    sink:\n      tool: {kind: postgres}\n      ^\n"))
        .contains("table", "mode", "key", "data");
  }

  @Test
  void hoveringSaysWhatAFieldMeans() throws IOException {
    assertThat(said("    tool:\n      kind: http\n      ur^l: http://x/\n"))
        .contains("The address");
    assertThat(
            said("    tool:\n      kind: postgres\n      exactly_^once: true\n      command: x\n"))
        .contains("stands once");
    assertThat(said("    tool: {kind: python, code: x}\n    lo^op: {in: [1]}\n"))
        .isNotEqualTo("\"\"");
  }

  @Test
  void mistakesAreUnderlinedAndGoodPlaybooksAreNot() throws IOException {
    JsonNode wrong =
        server.open(
            "file:///wrong.yaml", HEAD + "    tool: {kind: http, ulr: http://x/}\n    nxt: end\n");
    assertThat(wrong.findValuesAsText("message").toString()).contains("nxt");
    assertThat(wrong.size()).isGreaterThanOrEqualTo(2);

    JsonNode good =
        server.open("file:///good.yaml", Files.readString(Path.of("examples/pagination.yaml")));
    assertThat(good).isEmpty();
  }
}
