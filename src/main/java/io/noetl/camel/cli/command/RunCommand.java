package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.ServerClient;
import io.noetl.camel.cli.local.DatabaseAddress;
import io.noetl.camel.cli.local.LocalServer;
import io.noetl.camel.cli.local.LocalSettings;
import io.noetl.camel.cli.output.PrintedJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run FILE|PATH}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Run a playbook here and now: server and database live in this process.",
      "Everything in playbooks/ is registered first, and what lies beside FILE.",
      "With -r distributed it is started on the server, as by exec."
    })
public final class RunCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "FILE|PATH", description = "A playbook file, or a catalog path.")
  private String playbook = "";

  @Option(
      names = "--samples",
      description =
          "Take httpbin.org, api.open-meteo.com and jsonplaceholder.typicode.com in the workload"
              + " to the application's own samples.")
  private boolean samples;

  @Option(
      names = {"-r", "--runtime"},
      paramLabel = "local|distributed",
      defaultValue = "local",
      description = "Where it runs (default: ${DEFAULT-VALUE}).")
  private Where runtime = Where.local;

  @Option(
      names = {"-w", "--watch"},
      description = "On the server: show the progress until it has ended.")
  private boolean watch;

  @Mixin private PayloadOptions payload = new PayloadOptions();

  @Mixin private PriorityOption priority = new PriorityOption();

  @Mixin private LocalOptions local = new LocalOptions();

  @Mixin private JsonOption json = new JsonOption();

  /** Where it runs, in NoETL's words. */
  enum Where {
    local,
    distributed
  }

  RunCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ObjectNode given = payload.payload();
    if (runtime == Where.distributed) {
      PlaybookReference reference = PlaybookReference.of(playbook, null);
      return Starting.start(
          session, reference, priority.in(reference.startRequest(given)), watch, json);
    }
    LocalSettings settings = local.settings(session, "127.0.0.1", 0, samples).hidden();
    Consumer<DatabaseAddress> stillToCheck = new RunTarget(session, playbook).check(settings);
    try (LocalServer server = LocalServer.start(session, settings, stillToCheck);
        ServerClient client = session.connect(server.url())) {
      tellOfOthers(client);
      LocalCatalog catalog = new LocalCatalog(session, client);
      catalog.registerShipped();
      String path =
          Files.isRegularFile(Path.of(playbook))
              ? catalog.registerBeside(Path.of(playbook))
              : playbook;
      PlaybookReference reference = PlaybookReference.of(path, null);
      ObjectNode body =
          priority.in(
              reference.startRequest(
                  new WorkloadOverlay(server.databasePort(), samples ? server.samples() : "")
                      .over(catalog.workload(reference), given)));
      ExecutionReport report = execute(client, body);
      session
          .console()
          .data(
              json.chosen()
                  ? PrintedJson.line(report.json())
                  : report.text(session.console().dataStyle()));
      return Watching.exitCode(report);
    }
  }

  /** What an earlier run has left goes on with this server. */
  private void tellOfOthers(ServerClient client) {
    for (String status : List.of("RUNNING", "COMPENSATING", "PAUSED", "PENDING")) {
      ApiCalls.accepted(
              session, "list executions", null, client.get("/api/executions?status=" + status))
          .forEach(
              found ->
                  session
                      .console()
                      .say(
                          "Found %s: %s, execution %s. It goes on; to stop it: noetlctl cancel %s"
                              .formatted(
                                  status.toLowerCase(Locale.ROOT),
                                  found.path("path").asText(),
                                  found.path("execution_id").asText(),
                                  found.path("execution_id").asText())));
    }
  }

  private ExecutionReport execute(ServerClient client, ObjectNode body) {
    String id =
        ApiCalls.accepted(session, "execute playbook", null, client.post("/api/execute", body))
            .path("execution_id")
            .asText();
    try (CtrlC _ = CtrlC.first(() -> cancel(client, id))) {
      return new Watching(session, client).follow(id);
    }
  }

  private void cancel(ServerClient client, String id) {
    session
        .console()
        .say("Cancelling execution " + id + "; Ctrl-C again leaves it, and a later run goes on.");
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("cascade", true);
    body.put("reason", "Ctrl-C");
    client.post("/api/executions/" + id + "/cancel", body);
  }
}
