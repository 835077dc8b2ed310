package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.ExitCode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.Reply;
import io.noetl.camel.cli.client.ServerClient;
import io.noetl.camel.playbooktest.FileResult;
import io.noetl.camel.playbooktest.PlaybookFiles;
import io.noetl.camel.playbooktest.RecordedRun;
import io.noetl.camel.playbooktest.TestFiles;
import io.noetl.camel.playbooktest.TestPython;
import io.noetl.camel.playbooktest.TestRecorder;
import io.noetl.camel.playbooktest.TestRunner;
import io.noetl.camel.playbooktest.TestServices;
import io.noetl.camel.playbooktest.TestSource;
import io.noetl.camel.store.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a test of an execution of the server, and runs it. */
final class TestRecording {
  private final Session session;
  private final List<Path> places;

  /**
   * A recording.
   *
   * @param places where the playbook's file is looked for
   */
  TestRecording(Session session, List<Path> places) {
    this.session = session;
    this.places = places;
  }

  /**
   * Writes the test.
   *
   * @param output its file; null for one beside the playbook's
   * @return whether it passes
   */
  boolean write(String execution, @Nullable Path output) throws InterruptedException {
    RecordedRun run;
    String text;
    try (ServerClient client = session.connect()) {
      run = run(client, ExecutionId.checked(execution));
      text = playbook(client, run);
    }
    Path playbook = file(run);
    Path target = output == null ? beside(playbook) : output;
    if (Files.exists(target)) {
      throw new CommandFailed(
          "%s is there: name another file with --output".formatted(target), ExitCode.USAGE);
    }
    if (!Files.exists(playbook)) {
      TestCommand.write(playbook, text);
      session
          .console()
          .say("wrote %s: the playbook, version %d".formatted(playbook, run.version()));
    } else if (!text.strip().equals(TestSource.of(playbook).text().strip())) {
      session.console().say("%s is not version %d, which ran".formatted(playbook, run.version()));
    }
    return recorded(run, playbook, target);
  }

  private boolean recorded(RecordedRun run, Path playbook, Path target)
      throws InterruptedException {
    Path folder = Optional.ofNullable(target.toAbsolutePath().getParent()).orElseThrow();
    PlaybookFiles catalog = TestFiles.catalog(List.of(playbook));
    try (TestPython python = new TestPython();
        TestRunner runner = new TestRunner(catalog, TestServices.EMBEDDED, python, true, 1)) {
      TestRecorder.Recording recording =
          new TestRecorder(
                  runner,
                  folder,
                  name(folder, playbook.toAbsolutePath()),
                  TestSource.of(playbook).text(),
                  run)
              .record();
      TestCommand.write(target, recording.text());
      session.console().say("wrote %s".formatted(target));
      recording.notes().forEach(session.console()::say);
      long begun = System.nanoTime();
      FileResult result = runner.run(TestSource.of(target), name -> true);
      new TestReport(session.console()).show(List.of(result), System.nanoTime() - begun);
      return result.passed();
    }
  }

  private static String name(Path folder, Path playbook) {
    String name = folder.relativize(playbook).toString().replace('\\', '/');
    return name.startsWith(".") ? name : "./" + name;
  }

  private RecordedRun run(ServerClient client, String id) {
    Reply reply = client.get("/api/executions/" + id);
    ApiCalls.accepted(session, "read the execution", null, reply);
    return RecordedRun.of(new Json().readObject(reply.body()));
  }

  private String playbook(ServerClient client, RecordedRun run) {
    var body =
        JsonNodeFactory.instance.objectNode().put("path", run.path()).put("version", run.version());
    JsonNode entry =
        ApiCalls.accepted(
            session, "read the playbook", null, client.post("/api/catalog/resource", body));
    return entry.path("content").asText();
  }

  /** The playbook's file among the places; else one to be written here. */
  private Path file(RecordedRun run) {
    return TestFiles.catalog(places)
        .fileOf(run.path())
        .orElseGet(() -> Path.of(run.path().substring(run.path().lastIndexOf('/') + 1) + ".yaml"));
  }

  private static Path beside(Path playbook) {
    String name = playbook.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    return playbook.resolveSibling(name + ".test.yaml");
  }
}
