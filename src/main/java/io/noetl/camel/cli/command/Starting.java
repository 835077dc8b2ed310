package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.ServerClient;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the verbs that start an execution on a server share. */
final class Starting {
  @Parameters(
      paramLabel = "PATH",
      description = "The playbook's catalog path, with @VERSION for an older one.")
  private String path = "";

  @Option(
      names = {"-V", "--playbook-version"},
      paramLabel = "N",
      description = "The version; the latest by default.")
  private @Nullable Integer version;

  @Option(
      names = {"-w", "--watch"},
      description = "Show the progress until it has ended; the exit code tells how.")
  private boolean watch;

  @SuppressWarnings("UnusedVariable") // only so that NoETL's command lines are accepted
  @Option(
      names = {"-r", "--runtime"},
      hidden = true,
      description = "Ignored: it always runs on the server.")
  private @Nullable String runtime;

  @Mixin private PayloadOptions payload = new PayloadOptions();

  @Mixin private PriorityOption priority = new PriorityOption();

  @Mixin private JsonOption json = new JsonOption();

  int start(Session session) {
    PlaybookReference playbook = PlaybookReference.of(path, version);
    return start(
        session, playbook, priority.in(playbook.startRequest(payload.payload())), watch, json);
  }

  /**
   * Starts a playbook on the server, tells so, and follows it to its end if that is wanted.
   *
   * @param body of POST /api/execute
   */
  static int start(
      Session session,
      PlaybookReference playbook,
      ObjectNode body,
      boolean watch,
      JsonOption json) {
    refuseFile(playbook.path());
    try (ServerClient client = session.connect()) {
      JsonNode reply =
          ApiCalls.accepted(session, "execute playbook", null, client.post("/api/execute", body));
      session.console().data(json.text("Execution started:", reply));
      return watch
          ? new Watching(session, client).untilEnd(reply.path("execution_id").asText())
          : ExitCode.OK;
    }
  }

  /** A file is no path in the catalog, even where its name looks like one. */
  private static void refuseFile(String path) {
    Path file = Path.of(path);
    if (Files.isRegularFile(file) || path.endsWith(".yaml") || path.endsWith(".yml")) {
      String known =
          Files.isRegularFile(file) ? Registration.catalogPath(file).orElse("PATH") : "PATH";
      throw new CommandFailed(
          "'%s' is the name of a file (expected: a path in the catalog). `noetlctl run %s` runs it here; on the server: `noetlctl catalog register %s`, then `noetlctl exec %s`"
              .formatted(path, path, path, known),
          ExitCode.USAGE);
    }
  }
}
