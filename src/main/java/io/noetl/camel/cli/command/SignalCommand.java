package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.output.PrintedJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code signal NAME}. */
@Command(
    name = "signal",
    mixinStandardHelpOptions = true,
    description = "Send a signal to executions that wait for it.")
public final class SignalCommand implements Runnable {
  private final Session session;

  @Parameters(paramLabel = "NAME", description = "The signal's name.")
  private String name = "";

  @Option(names = "--key", paramLabel = "TEXT", description = "Tells signals of a name apart.")
  private @Nullable String key;

  @Option(
      names = "--payload",
      paramLabel = "JSON",
      description = "What those get who wait; a text where it is no JSON.")
  private @Nullable String payload;

  @Option(names = "--one", description = "To the execution only that has waited longest.")
  private boolean one;

  @Option(
      names = "--keep",
      paramLabel = "TIME",
      description = "How long it is kept where nobody waits, as 12h; 7d by default.")
  private @Nullable String keep;

  @Mixin private JsonOption json = new JsonOption();

  SignalCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (key != null) {
      body.put("key", key);
    }
    body.put("deliver", one ? "one" : "all");
    if (keep != null) {
      body.put("keep", keep);
    }
    if (payload != null) {
      body.set("payload", JsonText.value(payload));
    }
    String path =
        "/api/signals/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    JsonNode reply = ApiCalls.ask(session, "send signal", client -> client.post(path, body));
    session.console().data(json.chosen() ? PrintedJson.line(reply) : text(reply));
  }

  private static String text(JsonNode reply) {
    if (reply.path("duplicate").asBoolean()) {
      return "It had been sent before";
    }
    int count = reply.path("delivered").size();
    return switch (count) {
      case 0 -> "Nobody waits for it: it is kept for the first who will";
      case 1 -> "Execution " + reply.path("delivered").path(0).asText() + " goes on";
      default -> count + " executions go on";
    };
  }
}
