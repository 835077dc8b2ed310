package io.noetl.camel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.cli.FakeServer;
import io.noetl.camel.cli.FakeServer.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What steps print, rows hold and servers answer drives no terminal, and is as it is elsewhere. */
class TerminalTest {
  private static final String ID = "766775320140578819";
  private static final String JSON =
      "\\u001b]52;c;ZXZpbA==\\u0007 \\u001b[2J\\u009b31m\\r"
          + "\\b\\u202egnp\\u2028 \\ud83d\\ude00\\u200d \\udb40\\udc01\\t.";
  private static final String SHOWN =
      "\\u001b]52;c;ZXZpbA==\\u0007 \\u001b[2J\\u009b31m\\u000d\\u0008\\u202egnp\\u2028 😀\u200d"
          + " \\udb40\\udc01\t.";
  private static final String RAW =
      "\u001b]52;c;ZXZpbA==\u0007 \u001b[2J\u009b31m\r\b\u202egnp\u2028 😀\u200d \udb40\udc01\t.";

  private final FakeServer server = new FakeServer();

  TerminalTest() {
    server.answers(
        "GET /api/executions/" + ID + "/logs?limit=5000&after=0",
        200,
        "{\"logs\":[{\"step\":\"s\\u001b[8m\",\"line\":\"" + JSON + "\"}],\"has_more\":false}");
    server.answers(
        "POST /api/postgres/execute",
        200,
        "{\"status\":\"ok\",\"columns\":[\"a\\u001b]0;t\\u0007\"],\"result\":[[\""
            + JSON
            + "\"]]}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void logsAreShownOnATerminal() {
    server.with("NOETL_TERMINAL", "out,err");

    assertThat(server.run("logs", ID).out())
        .startsWith("s\\u001b[8m")
        .endsWith(" " + SHOWN + "\n")
        .doesNotContain("\u001b");
    assertThat(server.run("logs", ID, "--json").out())
        .contains("\\u001B]52")
        .contains("\\u009b31m")
        .doesNotContain("\u009b");
  }

  @Test
  void rowsAreShownOnATerminal() {
    server.with("NOETL_TERMINAL", "out,err");

    assertThat(server.run("query", "SELECT 1").out())
        .contains("│ a\\u001b]0;t\\u0007 ")
        .contains("│ " + SHOWN + " │")
        .doesNotContain("\u001b");
  }

  @Test
  void errorsAreShownOnATerminalWithTheColoursOfTheTalkAlone() {
    server.with("NOETL_TERMINAL", ",err");
    server.answers(
        "POST /api/postgres/execute", 200, "{\"status\":\"error\",\"error\":\"" + JSON + "\"}");

    assertThat(server.run("query", "SELECT 1").err().replaceAll("\u001b\\[(0|31)m", ""))
        .contains(SHOWN)
        .doesNotContain("\u001b");
  }

  @Test
  void ourOwnColoursAreColours() {
    server.with("NOETL_TERMINAL", "out,err");
    server.answers(
        "GET /api/doctor",
        200,
        "{\"findings\":[{\"check\":\"a\",\"state\":\"ok\",\"said\":\"" + JSON + "\"}]}");

    assertThat(server.run("doctor").out()).startsWith("\u001b[32m").contains(SHOWN);
    assertThat(server.run("get", "nothing", "here").err())
        .contains("\u001b[31m")
        .doesNotContain("\\u001b");
  }

  @Test
  void aPipeHasNoColours() {
    server.with("NOETL_TERMINAL", ",err");
    server.answers(
        "GET /api/doctor",
        200,
        "{\"findings\":[{\"check\":\"a\",\"state\":\"ok\",\"said\":\"well\"}]}");

    assertThat(server.run("doctor").out()).doesNotContain("\u001b");
  }

  @Test
  void aPipeGetsEveryByte() {
    Ran ran = server.run("logs", ID);

    assertThat(ran.out()).endsWith(" " + RAW + "\n");
  }
}
