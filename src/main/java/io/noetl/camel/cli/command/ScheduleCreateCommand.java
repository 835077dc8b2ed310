package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.noetl.camel.cli.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code schedule create PATH}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = "Let a playbook of the catalog start by itself.")
final class ScheduleCreateCommand implements Runnable {
  private final Session session;

  @Parameters(
      paramLabel = "PATH",
      description = "The playbook's catalog path, with @VERSION for an older one.")
  private String path = "";

  @ArgGroup(multiplicity = "1")
  private Timing timing = new Timing();

  @Option(
      names = "--timezone",
      paramLabel = "ZONE",
      description = "Of the cron expression, as Europe/Berlin (default: UTC).")
  private @Nullable String timezone;

  @Option(
      names = "--missed-runs",
      paramLabel = "skip|once|all",
      description = "For runs that were due while no server was there (default: once).")
  private @Nullable String missedRuns;

  @Option(names = "--name", paramLabel = "TEXT", description = "For people.")
  private @Nullable String name;

  @Mixin private PayloadOptions payload = new PayloadOptions();

  @Mixin private JsonOption json = new JsonOption();

  /** One of the two. */
  static final class Timing {
    @Option(
        names = "--cron",
        paramLabel = "EXPRESSION",
        description = "Five fields as in crontab, six with seconds in front, or @daily.")
    private @Nullable String cron;

    @Option(names = "--every", paramLabel = "SECONDS", description = "At this distance.")
    private @Nullable Integer every;
  }

  ScheduleCreateCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    ObjectNode body = PlaybookReference.of(path, null).startRequest(payload.payload());
    put(body, "cron", timing.cron);
    if (timing.every != null) {
      body.put("interval_seconds", timing.every);
    }
    put(body, "timezone", timezone);
    put(body, "missed_runs", missedRuns);
    put(body, "name", name);
    JsonNode reply =
        ApiCalls.ask(session, "create schedule", client -> client.post("/api/schedules", body));
    session.console().data(json.text("Schedule:", reply));
  }

  private static void put(ObjectNode body, String field, @Nullable String value) {
    if (value != null) {
      body.put(field, value);
    }
  }
}
