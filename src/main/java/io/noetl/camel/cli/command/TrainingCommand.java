package io.noetl.camel.cli.command;

import com.sun.net.httpserver.HttpServer;
import io.noetl.camel.cli.NoetlCtl;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.output.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;

/**
 * Runs the everyday verbs against a server that answers everything alike, so that the JVM can
 * record what they load: the launcher makes the start-up cache of it.
 */
@Command(name = "training", hidden = true)
public final class TrainingCommand implements Runnable {
  private static final byte[] ANSWER =
      """
      {"status": "COMPLETED", "execution_id": "1", "path": "p", "entries": [], "columns": ["a"],
       "result": [[1]], "message": "m", "children": [],
       "events": [{"event_id": 1, "event_type": "step.exit", "node_name": "s", "result": {"a": 1}}]}
      """
          .getBytes(StandardCharsets.UTF_8);

  private static final String PLAYBOOK =
      """
      apiVersion: noetl.io/v2
      kind: Playbook
      metadata: {name: training, path: training}
      workflow:
        - step: start
          tool: {kind: python, args: {a: "{{ 1 + 1 }}"}, code: "result = a"}
          next: [{step: end}]
        - step: end
      """;

  private final Session session;

  TrainingCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    HttpServer server = server();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      Path playbook = Files.createTempFile("training", ".yaml");
      Files.writeString(playbook, PLAYBOOK);
      for (List<String> verb :
          List.of(
              List.of("catalog", "register", playbook.toString()),
              List.of("catalog", "list", "Playbook"),
              List.of("execute", "playbook", "p", "--json", "--set", "a=1"),
              List.of("execute", "status", "1"),
              List.of("status", "1"),
              List.of("--version"),
              List.of("list", "executions"),
              List.of("watch", "1"),
              List.of("query", "SELECT 1 AS a"))) {
        run(url, verb);
      }
      Files.delete(playbook);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      server.stop(0);
    }
  }

  private static HttpServer server() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              exchange.getRequestBody().readAllBytes();
              exchange.sendResponseHeaders(200, ANSWER.length);
              exchange.getResponseBody().write(ANSWER);
            }
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(String url, List<String> verb) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    String[] args = verb.toArray(String[]::new);
    String[] all = new String[args.length + 2];
    all[0] = "--server-url";
    all[1] = url;
    System.arraycopy(args, 0, all, 2, args.length);
    NoetlCtl.execute(new Console(nowhere, nowhere, false), session.environment(), all);
  }
}
