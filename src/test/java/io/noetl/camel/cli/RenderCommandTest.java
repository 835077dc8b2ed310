package io.noetl.camel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import io.noetl.camel.template.UndefinedPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code noetlctl render}. */
class RenderCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  private int run(String... arguments) {
    return new CommandLine(new RenderCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void rendersATemplateWithAContext() throws IOException {
    String context = file("c.json", "{\"user\": {\"id\": 7, \"score\": 1.0}}");

    assertThat(run("{{ user.id }}/{{ user.score }}/{{ user.zz }}", "--context", context)).isZero();
    assertThat(out.toString().strip()).isEqualTo("7/1.0/");
  }

  @Test
  void printsTheNativeValueOfAFilesExpression() throws IOException {
    String template = file("t.j2", "{{ [n + 1, n == 1, none] }}\n");
    String context = file("c.json", "{\"n\": 1}");

    assertThat(run("-f", template, "--context", context, "--native")).isZero();
    assertThat(out.toString().strip()).isEqualTo("[2,true,null]");
  }

  @Test
  void failsWithThePlaceInTheFile() throws IOException {
    String template = file("t.j2", "line one\n{{ a.b }}\n");

    assertThat(run("--file", template)).isEqualTo(1);
    assertThat(err.toString()).contains("UndefinedError: 'a' is undefined").contains("t.j2:2:4");
  }

  @Test
  void isStrictWhenAsked() {
    assertThat(run("{{ missing }}", "--strict")).isEqualTo(1);
    assertThat(err.toString()).contains("'missing' is undefined");
  }

  @Test
  void asksForATemplate() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Give the template");
  }

  @Test
  void answersRowsInOrder() throws IOException {
    String rows =
        """
        {"template": "{{ a + 1 }}", "context": {"a": 12345678901234567890}}

        {"template": "{{ a.b.c }}", "context": {"a": {}}}
        {"template": "é {{ 1.0 }}", "context": {}}
        {"template": 5}
        not JSON
        """;
    StringWriter answers = new StringWriter();
    RenderRows render =
        new RenderRows(new TemplateEngine(TemplateLimits.DEFAULT), UndefinedPolicy.LENIENT, false);

    render.run(new BufferedReader(new StringReader(rows)), new PrintWriter(answers));

    assertThat(answers.toString().lines())
        .satisfiesExactly(
            row -> assertThat(row).isEqualTo("{\"value\":\"12345678901234567891\"}"),
            row ->
                assertThat(row)
                    .isEqualTo(
                        "{\"error\":\"UndefinedError: 'dict object' has no attribute 'b'\"}"),
            row -> assertThat(row).isEqualTo("{\"value\":\"\\u00E9 1.0\"}"),
            row -> assertThat(row).startsWith("{\"error\":\"ValueError: template"),
            row -> assertThat(row).startsWith("{\"error\":\"JSONDecodeError"));
  }
}
