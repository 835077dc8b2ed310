package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.output.PrintedJson;
import io.noetl.camel.cli.output.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code subscription
 * list|show|activate|pause|resume|drain|deactivate|delete|letters|replay|discard}.
 */
@Command(
    name = "subscription",
    mixinStandardHelpOptions = true,
    description =
        "What starts playbooks from outside: webhooks, messages, files, rows, times, ends of"
            + " others.")
public final class SubscriptionCommand {
  private static final List<String> COLUMNS =
      List.of(
          "subscription_id",
          "path",
          "source",
          "hook",
          "state",
          "received",
          "started",
          "duplicates",
          "refused",
          "lag",
          "owner",
          "last_message_at",
          "last_error",
          "source_error");

  private final Session session;

  SubscriptionCommand(Session session) {
    this.session = session;
  }

  /** The subscription that a verb is about. */
  static final class Id {
    @Parameters(paramLabel = "ID", index = "0", description = "The subscription.")
    private String id = "";

    String path() {
      if (!id.matches("\\d{1,19}")) {
        throw new IllegalArgumentException(
            "subscription: '%s' (expected: its number, see `noetlctl subscription list`)"
                .formatted(id));
      }
      return "/api/subscriptions/" + id;
    }
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "All subscriptions.")
  void list(@Mixin JsonOption json) {
    table(
        json,
        ApiCalls.ask(session, "list subscriptions", c -> c.get("/api/subscriptions")),
        COLUMNS);
  }

  @Command(name = "show", mixinStandardHelpOptions = true, description = "One subscription.")
  void show(@Mixin Id id, @Mixin JsonOption json) {
    print(json, ApiCalls.ask(session, "get subscription", c -> c.get(id.path())));
  }

  @Command(
      name = "activate",
      mixinStandardHelpOptions = true,
      description = "Let it take messages.")
  void activate(@Mixin Id id, @Mixin JsonOption json) {
    change("activate", id, json);
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = "Tell its senders to come again.")
  void pause(@Mixin Id id, @Mixin JsonOption json) {
    change("pause", id, json);
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Let it take messages again.")
  void resume(@Mixin Id id, @Mixin JsonOption json) {
    change("resume", id, json);
  }

  @Command(
      name = "drain",
      mixinStandardHelpOptions = true,
      description = "Take nothing more; what was started goes on.")
  void drain(@Mixin Id id, @Mixin JsonOption json) {
    change("drain", id, json);
  }

  @Command(
      name = "deactivate",
      mixinStandardHelpOptions = true,
      description = "Know its senders no more.")
  void deactivate(@Mixin Id id, @Mixin JsonOption json) {
    change("deactivate", id, json);
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Delete it with its letters; what it has started stays.")
  void delete(@Mixin Id id, @Mixin JsonOption json) {
    JsonNode reply = ApiCalls.ask(session, "delete subscription", c -> c.delete(id.path()));
    session
        .console()
        .data(json.chosen() ? PrintedJson.line(reply) : reply.path("message").asText());
  }

  @Command(
      name = "letters",
      mixinStandardHelpOptions = true,
      description = "Messages that could start nothing, the newest first.")
  void letters(@Mixin Id id, @Mixin JsonOption json) {
    table(
        json,
        ApiCalls.ask(session, "list letters", c -> c.get(id.path() + "/letters")),
        List.of("letter_id", "received_at", "error", "execution_id"));
  }

  @Command(name = "replay", mixinStandardHelpOptions = true, description = "Send a letter again.")
  void replay(
      @Mixin Id id,
      @Parameters(paramLabel = "LETTER", index = "1", description = "The letter.") String letter,
      @Mixin JsonOption json) {
    if (!letter.matches("\\d{1,19}")) {
      throw new IllegalArgumentException(
          "letter: '%s' (expected: its number, see `noetlctl subscription letters`)"
              .formatted(letter));
    }
    JsonNode reply =
        ApiCalls.ask(
            session, "replay letter", c -> c.post(id.path() + "/letters/" + letter + "/replay"));
    session.console().data(json.text("Execution started:", reply));
  }

  @Command(
      name = "discard",
      mixinStandardHelpOptions = true,
      description = "Delete a letter, or all of them.")
  void discard(
      @Mixin Id id,
      @Parameters(paramLabel = "LETTER", index = "1", description = "The letter, or: all.")
          String letter,
      @Mixin JsonOption json) {
    if (!letter.matches("\\d{1,19}|all")) {
      throw new IllegalArgumentException(
          "letter: '%s' (expected: its number, see `noetlctl subscription letters`, or all)"
              .formatted(letter));
    }
    JsonNode reply =
        ApiCalls.ask(session, "delete letters", c -> c.delete(id.path() + "/letters/" + letter));
    session
        .console()
        .data(
            json.chosen()
                ? PrintedJson.line(reply)
                : "Letters deleted: " + reply.path("deleted").asText());
  }

  private void change(String verb, Id id, JsonOption json) {
    print(json, ApiCalls.ask(session, verb + " subscription", c -> c.post(id.path() + "/" + verb)));
  }

  private void print(JsonOption json, JsonNode row) {
    session
        .console()
        .data(
            json.chosen()
                ? PrintedJson.line(row)
                : "Subscription %s is %s"
                    .formatted(row.path("path").asText(), row.path("state").asText()));
  }

  private void table(JsonOption json, JsonNode reply, List<String> columns) {
    JsonNode items = reply.path("items");
    if (json.chosen()) {
      session.console().data(PrintedJson.line(items));
      return;
    }
    Table table = new Table(columns);
    items.forEach(
        row ->
            table.row(
                columns.stream()
                    .map(row::path)
                    .map(cell -> cell.isNull() ? "" : cell.asText(""))
                    .toList()));
    session.console().data(table.text().stripTrailing());
  }
}
