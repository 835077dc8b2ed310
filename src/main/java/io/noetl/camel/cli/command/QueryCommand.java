package io.noetl.camel.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.noetl.camel.cli.CommandFailed;
import io.noetl.camel.cli.Session;
import io.noetl.camel.cli.output.Console;
import io.noetl.camel.cli.output.PrintedJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code query SQL}. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = "Run SQL on the server's database, or on another one that it can reach.")
public final class QueryCommand implements Runnable {
  /** How rows are printed. */
  enum Format {
    table,
    json
  }

  private final Session session;

  @Parameters(paramLabel = "SQL", description = "The statement.")
  private String sql = "";

  @Option(names = "--schema", paramLabel = "NAME", description = "The schema to look in first.")
  private @Nullable String schema;

  @Option(names = "--credential", paramLabel = "NAME", description = "A stored credential to use.")
  private @Nullable String credential;

  @Option(
      names = "--connection-string",
      paramLabel = "URL",
      description = "Another database: postgresql://user:password@host:port/database.")
  private @Nullable String connectionString;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  QueryCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("query", sql);
    put(body, "schema", schema);
    put(body, "credential", credential);
    put(body, "connection_string", connectionString);
    JsonNode reply =
        ApiCalls.ask(
            session, "execute query", client -> client.post("/api/postgres/execute", body));
    if ("error".equals(reply.path("status").asText())) {
      throw new CommandFailed("Failed to execute query: " + reply.path("error").asText());
    }
    print(session.console(), reply);
  }

  private static void put(ObjectNode body, String key, @Nullable String value) {
    if (value != null) {
      body.put(key, value);
    }
  }

  private void print(Console console, JsonNode reply) {
    if (format == Format.json) {
      console.data(PrintedJson.pretty(reply.path("result")));
      return;
    }
    QueryTable table = new QueryTable(sql, reply);
    if (table.rowCount() > 0) {
      console.data(table.text().stripTrailing());
    }
    int rows = table.rowCount();
    console.data(rows == 1 ? "(1 row)" : "(" + rows + " rows)");
  }
}
