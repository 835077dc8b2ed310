package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.Reply;
import io.noetl.camel.cli.client.ServerClient;
import io.noetl.camel.cli.output.ProblemText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks a server and insists on a good answer. */
final class ApiCalls {
  private static final int UNAUTHORIZED = 401;

  private ApiCalls() {}

  /**
   * Makes one call with a client of its own.
   *
   * @param what completes "Failed to …"
   * @throws CommandFailed when the server refuses
   */
  static JsonNode ask(Session session, String what, Function<ServerClient, Reply> call) {
    try (ServerClient client = session.connect()) {
      return accepted(session, what, null, call.apply(client));
    }
  }

  /**
   * A good answer's JSON.
   *
   * @param file the local file that was sent, named in messages about its lines; null for none
   * @throws CommandFailed when the server refused: with its reason and each problem in the document
   */
  static JsonNode accepted(Session session, String what, @Nullable String file, Reply reply) {
    if (reply.ok()) {
      return reply.json();
    }
    List<String> message = new ArrayList<>();
    message.add("Failed to %s: %s".formatted(what, reply.reason()));
    if (reply.status() == UNAUTHORIZED) {
      message.add("noetlctl sends the key in NOETL_API_KEY.");
    }
    ProblemText text = new ProblemText(session.console().style());
    for (JsonNode problem : problems(reply)) {
      message.addAll(text.lines(problem, file));
    }
    throw new CommandFailed(String.join("\n", message));
  }

  private static JsonNode problems(Reply reply) {
    try {
      return reply.json().path("problems");
    } catch (IllegalArgumentException e) {
      return MissingNode.getInstance();
    }
  }
}
