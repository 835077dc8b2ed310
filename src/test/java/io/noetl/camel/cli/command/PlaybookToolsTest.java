package io.noetl.camel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.FakeServer;
import io.noetl.camel.cli.FakeServer.Ran;
import io.noetl.camel.playbook.PlaybookSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lint}, {@code compile} and {@code schema}, which need no server. */
class PlaybookToolsTest {
  private static final Path GOOD = Path.of("src/test/resources/suite/then_as_a_list.yaml");

  private final FakeServer server = new FakeServer();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void lintShowsEachProblemsLineWithACaretAndACure() throws IOException {
    List<Path> broken;
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/broken"))) {
      broken = files.sorted().toList();
    }

    Ran ran =
        server.run(
            Stream.concat(Stream.of("lint"), broken.stream().map(Path::toString))
                .toArray(String[]::new));

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
    for (Path file : broken) {
      List<String> lines = Files.readAllLines(file);
      for (String line : lines) {
        if (line.startsWith("# expect: ")) {
          assertThat(ran.out()).containsPattern(shown(file, lines, line.split(" ", 5)));
        }
      }
    }
  }

  /** What is printed for a problem: its place and code, the line, the caret, a cure. */
  private static String shown(Path file, List<String> lines, String[] expected) {
    String[] place = expected[3].split(":", 2);
    String excerpt = lines.get(Integer.parseInt(place[0]) - 1);
    String head =
        Pattern.quote("%s:%s: ".formatted(file, expected[3]))
            + "(error|warning): .*"
            + Pattern.quote("[" + expected[2] + "]");
    String line =
        excerpt.isBlank()
            ? ""
            : Pattern.quote("%5s | %s".formatted(place[0], excerpt))
                + "\n[ \t]{%d}\\^\n".formatted(7 + Integer.parseInt(place[1]));
    return head + "\n" + line + "      = \\S";
  }

  @Test
  void lintGivesAllProblemsAsJson() throws IOException {
    Ran ran = server.run("lint", "--json", "src/test/resources/broken/five_problems_at_once.yaml");

    JsonNode found = new ObjectMapper().readTree(ran.out());
    assertThat(found).hasSize(5);
    assertThat(found.get(0).fieldNames())
        .toIterable()
        .contains("code", "severity", "file", "line", "column", "pointer", "message", "cure");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void lintOfGoodPlaybooksAndOfMereWarningsSucceeds() throws IOException {
    Ran good = server.run("lint", playbook().toString());
    Ran warned = server.run("lint", "src/test/resources/broken/unknown_step_key.yaml");

    assertThat(good.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(good.out()).isEmpty();
    assertThat(warned.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(warned.out()).contains("warning");
  }

  @Test
  void compileShowsRoutesAGraphAndAPlan() throws IOException {
    String file = playbook().toString();

    assertThat(server.run("compile", file).out()).contains("route:").contains("step:");
    assertThat(server.run("compile", file, "--format", "mermaid").out()).startsWith("flowchart");
    assertThat(server.run("compile", file, "--format", "plan").out()).contains("start");
    assertThat(server.run("compile", file, "--format", "dot").exitCode()).isNotZero();
  }

  @Test
  void aPlanSaysWhatBoundsTheStarts() throws IOException {
    String file =
        Files.writeString(
                folder.resolve("bounded.yaml"),
                Files.readString(playbook())
                    .replace(
                        "workflow:",
                        """
                        executor:
                          spec:
                            key: {value: "{{ workload.order }}", unique: true}
                            rate: {limit: 10, per: minute, key: "{{ workload.tenant }}"}
                        workflow:\
                        """))
            .toString();

    assertThat(server.run("compile", file, "--format", "plan").out())
        .contains(
            "  its key is {{ workload.order }}: while one with it is open, a start is refused\n"
                + "  at most 10 begin within a minute for each {{ workload.tenant }}, the others"
                + " wait\n");
  }

  @Test
  void compileOfABrokenPlaybookSaysHowToSeeWhy() {
    Ran ran = server.run("compile", "src/test/resources/broken/no_start.yaml");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.err()).contains("noetlctl lint");
  }

  @Test
  void schemaPrintsTheSchema() throws IOException {
    ObjectMapper json = new ObjectMapper();

    assertThat(json.readTree(server.run("schema").out()))
        .isEqualTo(json.readTree(PlaybookSchema.text()));
  }

  /** A playbook of the suite without its expectation. */
  private Path playbook() throws IOException {
    return Files.writeString(
        folder.resolve("good.yaml"), Files.readString(GOOD).split("(?m)^---$")[1]);
  }
}
