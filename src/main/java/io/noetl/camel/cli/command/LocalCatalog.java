package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.ServerClient;
import io.noetl.camel.cli.output.PrintedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Keeps the catalog of a server in this process in step with the files: only news are registered.
 */
final class LocalCatalog {
  private final Session session;
  private final ServerClient client;
  private final Registration registration;

  /** Content by path: the latest version of each. */
  private final Map<String, String> known = new HashMap<>();

  LocalCatalog(Session session, ServerClient client) {
    this.session = session;
    this.client = client;
    this.registration = new Registration(session, client);
  }

  /** Registers {@code playbooks/} of the project and of the current folder. */
  void registerShipped() {
    var body = JsonNodeFactory.instance.objectNode().put("resource_type", "Playbook");
    JsonNode all =
        ApiCalls.accepted(session, "list catalog", null, client.post("/api/catalog/list", body));
    // Newest first: the first one seen of a path is its latest.
    all.path("entries")
        .forEach(
            entry ->
                known.putIfAbsent(entry.path("path").asText(), entry.path("content").asText()));
    shipped().forEach(this::registerIfValid);
  }

  /** Gives the playbooks in {@code playbooks/} of the project and of the current folder. */
  static List<Path> shipped() {
    return Stream.of(
            Path.of(System.getProperty("noetl.project", ""), "playbooks"), Path.of("playbooks"))
        .map(Path::toAbsolutePath)
        .distinct()
        .filter(Files::isDirectory)
        .flatMap(folder -> Registration.files(folder).stream())
        .filter(file -> !Registration.isJson(file))
        .toList();
  }

  /** Registers a file and the playbooks that lie beside it; gives the file's catalog path. */
  String registerBeside(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      beside(folder, file).forEach(this::registerIfValid);
    }
    return register(file);
  }

  private static Iterable<Path> beside(Path folder, Path file) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Registration::isPlaybook)
          .filter(other -> !other.equals(file.toAbsolutePath()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A playbook that nobody asked to run must not stop the one that is to run. */
  private void registerIfValid(Path file) {
    try {
      register(file);
    } catch (CommandFailed e) {
      session.console().say(session.console().style().warning(String.valueOf(e.getMessage())));
    }
  }

  private String register(Path file) {
    String content = Registration.content(file);
    for (Map.Entry<String, String> entry : known.entrySet()) {
      if (entry.getValue().equals(content)) {
        return entry.getKey();
      }
    }
    String path = registration.playbook(file).path("path").asText();
    known.put(path, content);
    return path;
  }

  /** The workload of a playbook; empty where it has none. */
  JsonNode workload(PlaybookReference playbook) {
    var body = JsonNodeFactory.instance.objectNode().put("path", playbook.path());
    if (playbook.version() != null) {
      body.put("version", playbook.version());
    }
    JsonNode entry =
        ApiCalls.accepted(
            session,
            "find playbook '%s' (neither a file nor a path in the catalog)"
                .formatted(playbook.path()),
            null,
            client.post("/api/catalog/resource", body));
    Object document =
        new Load(
                LoadSettings.builder()
                    .setSchema(new CoreSchema())
                    .setAllowDuplicateKeys(true)
                    .build())
            .loadFromString(entry.path("content").asText());
    return PrintedJson.tree(document).path("workload");
  }
}
