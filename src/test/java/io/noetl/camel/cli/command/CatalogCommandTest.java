package io.noetl.camel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.FakeServer;
import io.noetl.camel.cli.FakeServer.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalog's verbs send and print what NoETL's own clients do. */
class CatalogCommandTest {
  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {path: x/y}
      """;
  private static final String REGISTERED =
      """
      {"status":"success","path":"x/y","version":1,"catalog_id":"7","kind":"Playbook"}
      """;

  private final FakeServer server = new FakeServer();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void registersAFile() throws IOException {
    server.answers("POST /api/catalog/register", 200, REGISTERED);
    Path file = Files.writeString(folder.resolve("y.yaml"), PLAYBOOK);

    Ran ran = server.run("catalog", "register", file.toString());

    assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(ran.out())
        .isEqualTo(
            """
            Playbook registered successfully: \
            {"catalog_id":"7","kind":"Playbook","path":"x/y","status":"success","version":1}
            """);
    String content = Base64.getEncoder().encodeToString(PLAYBOOK.getBytes(StandardCharsets.UTF_8));
    assertThat(server.calls())
        .containsExactly(
            "POST /api/catalog/register {\"content\":\"%s\",\"resource_type\":\"Playbook\"}"
                .formatted(content));
  }

  @Test
  void registersAllThatBelongsBelowAFolder() throws IOException {
    server.answers("POST /api/catalog/register", 200, REGISTERED);
    server.answers("POST /api/credentials", 200, "{\"name\":\"pg\"}");
    Files.createDirectories(folder.resolve("deep"));
    Files.writeString(folder.resolve("deep/a.yml"), PLAYBOOK);
    Files.writeString(
        folder.resolve("pg.json"), "{\"name\":\"pg\",\"type\":\"postgres\",\"data\":{}}");
    Files.writeString(folder.resolve("compose.yaml"), "services: {}");
    Files.writeString(folder.resolve("package.json"), "{}");

    Ran ran = server.run("catalog", "load", folder.toString());

    assertThat(ran.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("Playbook registered successfully: "),
            line ->
                assertThat(line)
                    .isEqualTo("Credential registered successfully: {\"name\":\"pg\"}"));
  }

  @Test
  void showsEachProblemOfARefusedFileAtItsPlace() throws IOException {
    server.answers(
        "POST /api/catalog/register",
        422,
        """
        {"detail": "The playbook has 1 error.", "problems": [{"code": "PB0203", "severity": "ERROR",
         "file": "x/y", "line": 3, "column": 5, "pointer": "/workflow/0/tool/kind",
         "message": "kind: 'pyton' is no tool.", "cure": "Did you mean 'python'?",
         "excerpt": "    kind: pyton"}]}
        """);
    Path file = Files.writeString(folder.resolve("y.yaml"), PLAYBOOK);

    Ran ran = server.run("catalog", "register", file.toString());

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines())
        .containsExactly(
            "Failed to register playbook %s: 422 Unprocessable Content - The playbook has 1 error."
                .formatted(file),
            "%s:3:5: error: kind: 'pyton' is no tool. [PB0203]".formatted(file),
            "    3 |     kind: pyton",
            "            ^",
            "      = Did you mean 'python'?");
  }

  @Test
  void listsAKindAsTheReferenceDoes() {
    server.answers(
        "POST /api/catalog/list", 200, "{\"entries\":[{\"version\":1,\"path\":\"x/y\"}]}");

    assertThat(server.run("catalog", "list", "Playbook").out())
        .isEqualTo(
            """
            Catalog (Playbook): {
              "entries": [
                {
                  "path": "x/y",
                  "version": 1
                }
              ]
            }
            """);
    assertThat(server.run("catalog", "list", "Playbook", "--json").out())
        .isEqualTo("{\"entries\":[{\"path\":\"x/y\",\"version\":1}]}\n");
  }

  @Test
  void asksForTheVersionThatIsNamed() {
    server.answers("POST /api/catalog/resource", 200, "{\"path\":\"x/y\"}");

    server.run("catalog", "get", "catalog://x/y@2");

    assertThat(server.calls())
        .containsExactly("POST /api/catalog/resource {\"path\":\"x/y\",\"version\":2}");
  }

  @Test
  void saysWhatIsMissing() {
    Ran ran = server.run("catalog", "register", folder.resolve("nothing.yaml").toString());
    assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).startsWith("no file ");

    Ran misspelt = server.run("catalog", "regster", "x");
    assertThat(misspelt.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(misspelt.err()).contains("There is no verb 'regster'. Did you mean 'register'?");
  }
}
