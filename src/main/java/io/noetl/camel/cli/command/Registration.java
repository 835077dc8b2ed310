package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.ServerClient;
import io.noetl.camel.cli.output.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Registers files: YAML as playbooks, JSON as credentials. */
final class Registration {
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
                .formatted(credential ? "Credential" : "Playbook", Json.line(reply)));
  }

  /** Registers a playbook file; gives the server's reply, with its path and version. */
  JsonNode playbook(Path file) {
    String content = content(file);
    var body = JsonNodeFactory.instance.objectNode();
    body.put(
        "content", Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)));
    body.put("resource_type", "Playbook");
    return Asking.accepted(
        session,
        "register playbook " + file,
        file.toString(),
        client.post("/api/catalog/register", body));
  }

  /** Stores a credential file. */
  JsonNode credential(Path file) {
    JsonNode body;
    try {
      body = Json.read(content(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
    return Asking.accepted(
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
    return content.contains("apiVersion:") && content.contains("kind: Playbook");
  }

  static boolean isJson(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
  }

  static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("no file " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
