package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.ServerClient;
import io.noetl.camel.cli.output.PrintedJson;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code register credential|playbook -f FILE|-d DIR}. */
@Command(
    name = "register",
    mixinStandardHelpOptions = true,
    description = "Register credentials or playbooks.")
public final class RegisterCommand {
  private final Session session;

  RegisterCommand(Session session) {
    this.session = session;
  }

  /** What to register: a file or a folder. */
  static final class Place {
    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "One file.")
    private @Nullable Path file;

    @Option(
        names = {"-d", "--directory"},
        paramLabel = "DIR",
        description = "All below a folder.")
    private @Nullable Path folder;

    List<Path> files(Predicate<Path> wanted) {
      if (file != null) {
        return List.of(file);
      }
      Path below = folder == null ? Path.of("") : folder;
      List<Path> files = Registration.files(below).stream().filter(wanted).toList();
      if (files.isEmpty()) {
        throw new IllegalArgumentException("nothing to register below " + below);
      }
      return files;
    }
  }

  @Command(
      name = "credential",
      mixinStandardHelpOptions = true,
      description = "Store credentials: JSON files with name, type and data.")
  void credential(@ArgGroup(exclusive = true, multiplicity = "1") Place place) {
    try (ServerClient client = session.connect()) {
      Registration registration = new Registration(session, client);
      for (Path file : place.files(Registration::isJson)) {
        JsonNode reply = registration.credential(file);
        say("Credential", PrintedJson.line(reply));
        reply
            .path("warnings")
            .forEach(
                warning ->
                    session.console().say("%s: warning: %s".formatted(file, warning.asText())));
      }
    }
  }

  @Command(
      name = "playbook",
      mixinStandardHelpOptions = true,
      description = "Register playbooks: YAML files.")
  void playbook(@ArgGroup(exclusive = true, multiplicity = "1") Place place) {
    try (ServerClient client = session.connect()) {
      Registration registration = new Registration(session, client);
      for (Path file : place.files(path -> !Registration.isJson(path))) {
        say("Playbook", PrintedJson.line(registration.playbook(file)));
      }
    }
  }

  private void say(String what, String reply) {
    session.console().data(what + " registered successfully: " + reply);
  }
}
