package io.noetl.camel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.noetl.camel.cli.output.PrintedJson;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A workload is changed only where this machine differs from what it says. */
class WorkloadOverlayTest {
  private static final String WORKLOAD =
      """
      {"api_url": "https://jsonplaceholder.typicode.com/posts", "base_url": "https://api.open-meteo.com/v1",
       "own": "https://example.com/get", "deep": {"list": ["https://httpbin.org/get", 1]}, "pg_port": "54321"}
      """;

  private static String over(WorkloadOverlay overlay, String given) {
    return PrintedJson.line(
        overlay.over(PrintedJson.read(WORKLOAD), (ObjectNode) PrintedJson.read(given)));
  }

  @Test
  void nothingDiffersOnTheUsualPorts() {
    assertThat(over(new WorkloadOverlay(OptionalInt.of(54321), ""), "{}")).isEqualTo("{}");
  }

  @Test
  void samplesStandInForPublicServices() {
    assertThat(over(new WorkloadOverlay(OptionalInt.of(54321), "http://here/samples"), "{}"))
        .isEqualTo(
            "{\"api_url\":\"http://here/samples/posts\",\"base_url\":\"http://here/samples/v1\","
                + "\"deep\":{\"list\":[\"http://here/samples/get\",1]}}");
  }

  @Test
  void theEmbeddedDatabaseMayHaveAnotherPort() {
    assertThat(over(new WorkloadOverlay(OptionalInt.of(5555), ""), "{}"))
        .isEqualTo("{\"pg_port\":\"5555\"}");
    assertThat(over(new WorkloadOverlay(OptionalInt.empty(), ""), "{}")).isEqualTo("{}");
  }

  @Test
  void whatTheUserGaveWins() {
    assertThat(over(new WorkloadOverlay(OptionalInt.of(5555), ""), "{\"pg_port\":\"6\",\"x\":1}"))
        .isEqualTo("{\"pg_port\":\"6\",\"x\":1}");
  }
}
