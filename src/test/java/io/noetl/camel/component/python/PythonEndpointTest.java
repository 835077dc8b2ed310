package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.testing.Endpoints;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code python:} in a Camel context that knows no playbook. */
class PythonEndpointTest {
  private static Endpoints camel;

  @BeforeAll
  static void start() {
    camel = new Endpoints();
    PythonComponent component = camel.context().getComponent("python", PythonComponent.class);
    component.setWarm(1);
    component.setMost(2);
  }

  @AfterAll
  static void stop() {
    camel.close();
  }

  private static Exchange run(String code, Object body) throws Exception {
    return run(Map.of("code", code), body, Map.of());
  }

  private static Exchange run(Map<String, Object> options, Object body, Map<String, Object> headers)
      throws Exception {
    return camel.send(camel.endpoint("python:test", options), body, headers);
  }

  @Test
  void theMessageIsGlobalsAndTheResultIsTheBody() throws Exception {
    Exchange exchange =
        run(
            Map.of("code", "result = [body['n'] * 2, headers['unit']]"),
            Map.of("n", 21),
            Map.of("unit", "EUR"));
    assertThat(exchange.getException()).isNull();
    assertThat(exchange.getMessage().getBody()).isEqualTo(List.of(42L, "EUR"));
    assertThat(exchange.getMessage().getHeader("unit")).isEqualTo("EUR");
  }

  @Test
  void mainTakesWhatItNames() throws Exception {
    Exchange exchange = run("def main(body):\n    return {'sum': sum(body)}", List.of(1, 2, 3));
    assertThat(exchange.getMessage().getBody()).isEqualTo(Map.of("sum", 6L));
  }

  @Test
  void codeStandsInAResource(@TempDir Path folder) throws Exception {
    Path code = Files.writeString(folder.resolve("upper.py"), "result = body.upper()");
    Exchange exchange = run(Map.of("code", "resource:file:" + code), "abc", Map.of());
    assertThat(exchange.getMessage().getBody()).isEqualTo("ABC");
  }

  @Test
  void streamsAreReadAsText() throws Exception {
    var stream = new ByteArrayInputStream("größer".getBytes(StandardCharsets.UTF_8));
    assertThat(run("result = len(body)", stream).getMessage().getBody()).isEqualTo(6L);
  }

  @Test
  void anExceptionIsTheExchangesExceptionWithItsPlace(@TempDir Path folder) throws Exception {
    Path code =
        Files.writeString(folder.resolve("check.py"), "x = 1\nraise ValueError('no ' + body)\n");
    Exchange exchange = run(Map.of("code", "resource:file:" + code), "order", Map.of());
    assertThat(exchange.getException())
        .isInstanceOfSatisfying(
            PythonFailedException.class,
            e -> {
              assertThat(e).hasMessage("ValueError: no order (file:" + code + ":2)");
              assertThat(e.getType()).isEqualTo("ValueError");
              assertThat(e.getLine()).isEqualTo(2);
              assertThat(e.getTraceback()).contains("line 2");
            });
    assertThat(exchange.getMessage().getBody()).isEqualTo("order");
  }

  @Test
  void trustedCodeReadsFilesAndRestrictedCodeDoesNot(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("secret.txt"), "secret");
    String code = "result = open(body).read()";
    assertThat(run(code, file.toString()).getMessage().getBody()).isEqualTo("secret");
    Exchange refused = run(Map.of("code", code, "restricted", true), file.toString(), Map.of());
    assertThat(refused.getException()).isInstanceOf(PythonFailedException.class);
    assertThat(refused.getMessage().getBody()).isEqualTo(file.toString());
  }

  @Test
  void restrictedCodeCanNotChooseCPython() throws Exception {
    Exchange refused =
        run(Map.of("code", "result = 1", "restricted", true, "engine", "cpython"), null, Map.of());
    assertThat(refused.getException())
        .isInstanceOf(CodeException.class)
        .hasMessageContaining("engine: cpython is not allowed for the endpoint python:");
  }

  @Test
  void codeIsStoppedWhenItsTimeIsOver() throws Exception {
    Exchange exchange =
        run(Map.of("code", "while True:\n    pass", "timeout", "300"), null, Map.of());
    assertThat(exchange.getException()).isInstanceOf(ExchangeTimedOutException.class);
  }

  @Test
  void aBodyThatIsNoValueIsRefusedInWords() throws Exception {
    assertThat(run("result = 1", new Object()).getException())
        .isInstanceOf(CamelExchangeException.class)
        .hasMessageContaining("java.lang.Object")
        .hasMessageContaining("marshal or convert it first");
  }

  @Test
  void nullsStayNulls() throws Exception {
    assertThat(run("result = body", Arrays.asList(1, null)).getMessage().getBody())
        .isEqualTo(Arrays.asList(1L, null));
  }

  @Test
  void anEndpointWithoutCodeDoesNotStart() {
    assertThatThrownBy(() -> camel.endpoint("python:none", Map.of()).createProducer())
        .hasMessageContaining("code is empty");
    assertThatThrownBy(
            () ->
                camel
                    .endpoint("python:none", Map.of("code", "resource:classpath:none.py"))
                    .createProducer())
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void aPointerWorksInThePlaybooksRouteOnly() throws Exception {
    Exchange exchange = run(Map.of("pointer", "/workflow/0/tool"), null, Map.of());
    assertThat(exchange.getException())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("works in a playbook's route only");
  }
}
