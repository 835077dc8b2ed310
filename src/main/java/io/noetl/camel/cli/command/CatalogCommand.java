package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.client.ServerClient;
import io.noetl.camel.cli.output.PrintedJson;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code catalog register|load|list|get}. */
@Command(
    name = "catalog",
    mixinStandardHelpOptions = true,
    description = "The catalog of playbooks.",
    subcommands = {
      CatalogCommand.Register.class,
      CatalogCommand.Catalogued.class,
      CatalogCommand.Get.class
    })
public final class CatalogCommand {

  /** {@code catalog register FILE|DIR}. */
  @Command(
      name = "register",
      aliases = "load",
      mixinStandardHelpOptions = true,
      description = "Register a file, or all playbooks and credentials below a folder.")
  static final class Register implements Runnable {
    private final Session session;

    @Parameters(paramLabel = "FILE|DIR", description = "A playbook, a credential, or a folder.")
    private Path place = Path.of("");

    Register(Session session) {
      this.session = session;
    }

    @Override
    public void run() {
      try (ServerClient client = session.connect()) {
        new Registration(session, client).registerAll(place);
      }
    }
  }

  /** {@code catalog list KIND}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "All entries of a kind, every version, with their content.")
  static final class Catalogued implements Runnable {
    private final Session session;

    @Parameters(paramLabel = "KIND", defaultValue = "Playbook", description = "Playbook, …")
    private String kind = "Playbook";

    @Mixin private JsonOption json = new JsonOption();

    Catalogued(Session session) {
      this.session = session;
    }

    @Override
    public void run() {
      String type = CatalogKind.of(kind);
      var body = JsonNodeFactory.instance.objectNode().put("resource_type", type);
      JsonNode reply =
          ApiCalls.ask(session, "list catalog", client -> client.post("/api/catalog/list", body));
      session.console().data(json.text("Catalog (" + type + "):", reply));
    }
  }

  /** {@code catalog get PATH}. */
  @Command(
      name = "get",
      mixinStandardHelpOptions = true,
      description = "One entry, with its content.")
  static final class Get implements Runnable {
    private final Session session;

    @Parameters(paramLabel = "PATH", description = "Its path, with @VERSION for an older one.")
    private String path = "";

    @Mixin private JsonOption json = new JsonOption();

    Get(Session session) {
      this.session = session;
    }

    @Override
    public void run() {
      PlaybookReference playbook = PlaybookReference.of(path, null);
      var body = JsonNodeFactory.instance.objectNode().put("path", playbook.path());
      if (playbook.version() != null) {
        body.put("version", playbook.version());
      }
      JsonNode entry =
          ApiCalls.ask(
              session, "get from catalog", client -> client.post("/api/catalog/resource", body));
      session.console().data(json.chosen() ? PrintedJson.line(entry) : PrintedJson.pretty(entry));
    }
  }
}
