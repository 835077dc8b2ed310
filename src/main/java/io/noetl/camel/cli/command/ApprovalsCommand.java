package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.output.PrintedJson;
import io.noetl.camel.cli.output.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code approvals list|show|decide}. */
@Command(
    name = "approvals",
    mixinStandardHelpOptions = true,
    description = "What executions ask people.")
public final class ApprovalsCommand {
  private final Session session;

  ApprovalsCommand(Session session) {
    this.session = session;
  }

  /** The approval that a verb is about. */
  static final class Id {
    @Parameters(paramLabel = "ID", description = "The approval.")
    private String id = "";

    String path() {
      if (!id.matches("\\d{1,19}")) {
        throw new IllegalArgumentException(
            "approval: '%s' (expected: its number, see `noetlctl approvals list`)".formatted(id));
      }
      return "/api/approvals/" + id;
    }
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "The open ones.")
  void list(
      @Option(names = "--mine", description = "Those that I may decide.") boolean mine,
      @Option(names = "--all", description = "Those that are over, too.") boolean all,
      @Mixin JsonOption json) {
    String query = "?state=%s&mine=%s".formatted(all ? "all" : "open", mine);
    JsonNode items =
        ApiCalls.ask(session, "list approvals", client -> client.get("/api/approvals" + query))
            .path("items");
    if (json.chosen()) {
      session.console().data(PrintedJson.line(items));
      return;
    }
    List<String> columns =
        List.of("approval_id", "state", "title", "path", "execution_id", "asked_at", "due_at");
    Table table = new Table(columns);
    items.forEach(
        row -> table.row(columns.stream().map(column -> cell(row.path(column))).toList()));
    session.console().data(table.text().stripTrailing());
  }

  private static String cell(JsonNode value) {
    return value.isNull() ? "" : value.asText("");
  }

  @Command(name = "show", mixinStandardHelpOptions = true, description = "One of them.")
  void show(@Mixin Id id, @Mixin JsonOption json) {
    print(json, ApiCalls.ask(session, "get approval", client -> client.get(id.path())));
  }

  @Command(name = "decide", mixinStandardHelpOptions = true, description = "Decide.")
  void decide(
      @Mixin Id id,
      @Parameters(index = "1", paramLabel = "CHOICE", description = "One of its choices.")
          String choice,
      @Option(
              names = "--set",
              paramLabel = "FIELD=VALUE",
              description =
                  "A field of the form; JSON where it is JSON, text otherwise. May be repeated.")
          @Nullable Map<String, String> values,
      @Mixin JsonOption json) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("choice", choice);
    ObjectNode fields = body.putObject("values");
    Map<String, String> given = values == null ? new LinkedHashMap<>() : values;
    given.forEach((name, value) -> fields.set(name, JsonText.value(value)));
    print(
        json, ApiCalls.ask(session, "decide", client -> client.post(id.path() + "/decide", body)));
  }

  private void print(JsonOption json, JsonNode approval) {
    if (json.chosen()) {
      session.console().data(PrintedJson.line(approval));
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s  (%s, execution %s, step %s)"
            .formatted(
                approval.path("title").asText(),
                approval.path("state").asText(),
                approval.path("execution_id").asText(),
                approval.path("step").asText()));
    if (!approval.path("text").asText().isBlank()) {
      lines.add(approval.path("text").asText());
    }
    lines.add("choices: " + texts(approval.path("choices")));
    approval
        .path("form")
        .forEach(
            field ->
                lines.add(
                    "  %s (%s%s): %s"
                        .formatted(
                            field.path("name").asText(),
                            field.path("kind").asText(),
                            field.path("required").asBoolean() ? ", required" : "",
                            field.path("label").asText())));
    approval
        .path("decisions")
        .forEach(
            decision ->
                lines.add(
                    "%s: %s at %s"
                        .formatted(
                            decision.path("by").asText(),
                            decision.path("choice").asText(),
                            decision.path("at").asText())));
    session.console().data(String.join("\n", lines));
  }

  private static String texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(value -> texts.add(value.asText()));
    return String.join(", ", texts);
  }
}
