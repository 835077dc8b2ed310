package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.ServerClient;
import io.noetl.camel.cli.output.PrintedJson;
import io.noetl.camel.cli.output.Table;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code key create|list|delete}. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = {
      "The keys by which programs call a locked server; for its administrators.",
      "noetlctl sends the key in NOETL_API_KEY."
    },
    subcommands = {KeyCommand.Create.class, KeyCommand.Listed.class, KeyCommand.Delete.class})
public final class KeyCommand {
  private static final List<String> COLUMNS =
      List.of("key_id", "name", "role", "created_at", "expires_at", "last_used_at");

  /** What a key may do: each with all that those before it may. */
  enum Role {
    viewer,
    operator,
    editor,
    admin
  }

  /** {@code key create NAME}. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Make a key and print it: it is shown this once.")
  static final class Create implements Runnable {
    private final Session session;

    @Parameters(paramLabel = "NAME", description = "Whose key it is, for the audit log.")
    private String name = "";

    @Option(
        names = "--role",
        required = true,
        paramLabel = "ROLE",
        description = "What it may do: ${COMPLETION-CANDIDATES}.")
    private Role role = Role.viewer;

    @Option(
        names = "--expires-in-days",
        paramLabel = "N",
        description = "When it ends (default: never).")
    private @Nullable Integer days;

    @Mixin private JsonOption json = new JsonOption();

    Create(Session session) {
      this.session = session;
    }

    @Override
    public void run() {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      body.put("name", name).put("role", role.name());
      if (days != null) {
        body.put("expires_in_days", days);
      }
      JsonNode made = ApiCalls.ask(session, "make a key", client -> client.post("/api/keys", body));
      session.console().data(json.chosen() ? PrintedJson.line(made) : made.path("key").asText());
    }
  }

  /** {@code key list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "All keys, without what is secret of them.")
  static final class Listed implements Runnable {
    private final Session session;

    @Mixin private JsonOption json = new JsonOption();

    Listed(Session session) {
      this.session = session;
    }

    @Override
    public void run() {
      JsonNode keys =
          ApiCalls.ask(session, "list keys", client -> client.get("/api/keys")).path("items");
      if (json.chosen()) {
        session.console().data(PrintedJson.line(keys));
        return;
      }
      Table table = new Table(COLUMNS);
      keys.forEach(key -> table.row(cells(key)));
      session.console().data(table.text().stripTrailing());
    }

    private static List<String> cells(JsonNode key) {
      Stream<JsonNode> values = COLUMNS.stream().map(key::path);
      return values.map(value -> value.asText("")).toList();
    }
  }

  /** {@code key delete ID}. */
  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Take a key off: it is refused from now on.")
  static final class Delete implements Runnable {
    private final Session session;

    @Parameters(paramLabel = "ID", description = "Its key_id, as `key list` shows it.")
    private String id = "";

    @Mixin private JsonOption json = new JsonOption();

    Delete(Session session) {
      this.session = session;
    }

    @Override
    public void run() {
      String path = "/api/keys/" + ServerClient.segments(id);
      JsonNode reply = ApiCalls.ask(session, "delete the key", client -> client.delete(path));
      session
          .console()
          .data(json.chosen() ? PrintedJson.line(reply) : reply.path("message").asText());
    }
  }
}
