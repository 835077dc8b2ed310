package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.ServerClient;
import io.noetl.camel.cli.output.PrintedJson;
import io.noetl.camel.playbook.DocumentKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Registers files: YAML as playbooks, JSON as credentials. */
final class Registration {
  private static final Set<String> KINDS = Set.of("Playbook", "Subscription");
  // of what can't be read, so that its registration says why
  private static final Pattern KIND = Pattern.compile("kind: (?:Playbook(?!Test)|Subscription)");

  private final Session session;
  private final ServerClient client;

  Registration(Session session, ServerClient client) {
    this.session = session;
    this.client = client;
  }

  /** Registers one file and says so, or all that belongs into the catalog below a folder. */
  void registerAll(Path place) {
    if (!Files.isDirectory(place)) {
      registerOne(place);
      return;
    }
    List<Path> files = files(place);
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: no playbook (*.yaml) and no credential (*.json)".formatted(place));
    }
    files.forEach(this::registerOne);
  }

  private void registerOne(Path file) {
    boolean credential = isJson(file);
    JsonNode reply = credential ? credential(file) : playbook(file);
    session
        .console()
        .data(
            "%s registered successfully: %s"
                .formatted(credential ? "Credential" : "Playbook", PrintedJson.line(reply)));
  }

  /** Registers a playbook file; gives the server's reply, with its path and version. */
  JsonNode playbook(Path file) {
    String content = content(file);
    var body = JsonNodeFactory.instance.objectNode();
    body.put(
        "content", Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)));
    body.put("resource_type", "Playbook");
    return ApiCalls.accepted(
        session,
        "register playbook " + file,
        file.toString(),
        client.post("/api/catalog/register", body));
  }

  /** Stores a credential file. */
  JsonNode credential(Path file) {
    JsonNode body;
    try {
      body = PrintedJson.read(content(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
    return ApiCalls.accepted(
        session,
        "register credential " + file,
        file.toString(),
        client.post("/api/credentials", body));
  }

  /** The playbooks and credentials below a folder, in the order of their names. */
  static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).filter(Registration::belongs).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean belongs(Path file) {
    return isJson(file) ? content(file).contains("\"type\"") : isPlaybook(file);
  }

  static boolean isPlaybook(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".yaml") && !name.endsWith(".yml")) {
      return false;
    }
    String content = content(file);
    // tests of playbooks lie beside them
    return content.contains("apiVersion")
        && DocumentKind.of(content)
            .map(KINDS::contains)
            .orElseGet(() -> KIND.matcher(content).find());
  }

  /** The catalog path in a playbook's metadata, as far as it can be read. */
  static Optional<String> catalogPath(Path file) {
    try {
      Object document =
          new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build())
              .loadFromString(content(file));
      JsonNode metadata = PrintedJson.tree(document).path("metadata");
      String path = metadata.path("path").asText(metadata.path("name").asText());
      return path.isEmpty() ? Optional.empty() : Optional.of(path);
    } catch (YamlEngineException e) {
      return Optional.empty();
    }
  }

  static boolean isJson(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
  }

  static String content(Path file) {
    return TextFile.read(file);
  }
}
