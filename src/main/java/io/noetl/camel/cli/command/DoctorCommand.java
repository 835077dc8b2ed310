package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.output.Console;
import io.noetl.camel.cli.output.PrintedJson;
import io.noetl.camel.cli.output.Style;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Examine a server and its database, and say what to do.",
      "Exits with 1 where something is wrong."
    })
public final class DoctorCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private JsonOption json = new JsonOption();

  DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    JsonNode reply = ApiCalls.ask(session, "examine", client -> client.get("/api/doctor"));
    Console console = session.console();
    if (json.chosen()) {
      console.data(PrintedJson.line(reply));
    } else {
      reply.path("findings").forEach(this::say);
    }
    return reply.path("status").asText().equals("wrong") ? ExitCode.FAILED : ExitCode.OK;
  }

  private void say(JsonNode finding) {
    Style style = session.console().dataStyle();
    String line =
        "%-13s %s".formatted(finding.path("check").asText(), finding.path("said").asText());
    session
        .console()
        .data(
            switch (finding.path("state").asText()) {
              case "wrong" -> style.bad("✗ " + line);
              case "warning" -> style.warning("! " + line);
              default -> style.good("✓ " + line);
            });
    if (finding.hasNonNull("cure")) {
      session.console().data("  %-13s %s".formatted("", finding.path("cure").asText()));
    }
  }
}
