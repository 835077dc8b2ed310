package io.noetl.camel.api;

import io.noetl.camel.store.access.AuditEntry;
import io.noetl.camel.store.access.AuditStore;
import io.noetl.camel.store.console.ConnectionStrings;
import io.noetl.camel.store.console.ConnectionTarget;
import io.noetl.camel.store.console.ConsoleReply;
import io.noetl.camel.store.console.ConsoleRequest;
import io.noetl.camel.store.console.Level;
import io.noetl.camel.store.console.SqlConsole;
import io.noetl.camel.store.secret.KnownSecrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** The SQL console. A statement that fails is an answer, not an error of the request. */
public class ConsoleApi {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleApi.class);

  /** HTTP's status of what has begun. */
  private static final int PROCESSING = 102;

  private final SqlConsole console;
  private final KnownSecrets secrets;
  private final AuditStore audit;

  /**
   * Makes the bean.
   *
   * @param secrets hides stored secrets that stand in rows
   * @param audit is told of each statement before it runs
   */
  public ConsoleApi(SqlConsole console, KnownSecrets secrets, AuditStore audit) {
    this.console = console;
    this.secrets = secrets;
    this.audit = audit;
  }

  /** {@code POST /api/postgres/execute}. */
  public Object execute(ApiRequest request) {
    request.require(Role.VIEWER);
    BodyFields body = request.body();
    ConsoleReply reply =
        run(
            request,
            new ConsoleRequest(
                statement(body), connection(body), body.text("schema"), level(request)));
    return switch (reply) {
      case ConsoleReply.Rows(
              List<String> columns,
              List<List<@Nullable Object>> rows,
              boolean more) -> {
        Map<String, @Nullable Object> shape = shape("ok", secrets.mask().list(rows), null);
        shape.put("columns", columns);
        if (more) {
          shape.put("truncated", true);
        }
        yield shape;
      }
      case ConsoleReply.Done ignored -> shape("ok", null, null);
      case ConsoleReply.Failed(String error) -> shape("error", null, secrets.mask().text(error));
    };
  }

  /** What the audit log does not know of does not happen. */
  private ConsoleReply run(ApiRequest request, ConsoleRequest statement) {
    Caller caller = request.require(Role.VIEWER);
    try {
      audit.add(
          new AuditEntry(
              caller.name(),
              caller.role().name().toLowerCase(Locale.ROOT),
              "postgres-execute-begun",
              request.target(),
              PROCESSING));
    } catch (DataAccessException e) {
      LOG.error("Could not write to the audit log: the statement is not run", e);
      throw ApiProblem.of(
          ApiError.UNAVAILABLE, "The audit log can't be written, so the statement was not run");
    }
    return console.run(statement);
  }

  private static Level level(ApiRequest request) {
    if (request.has(Role.ADMIN)) {
      return Level.ADMIN;
    }
    return request.has(Role.OPERATOR) ? Level.OPERATOR : Level.VIEWER;
  }

  private static Map<String, @Nullable Object> shape(
      String status, @Nullable Object result, @Nullable String error) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("status", status);
    shape.put("result", result);
    shape.put("error", error);
    return shape;
  }

  private static ConsoleRequest.Statement statement(BodyFields body) {
    String procedure = body.text("procedure");
    String query = body.text("query");
    String base64 = body.text("query_base64");
    if (query == null && base64 != null) {
      query = decoded(base64);
    }
    if (query != null && !query.isBlank()) {
      return new ConsoleRequest.Statement.Query(query.strip());
    }
    if (procedure != null && !procedure.isBlank()) {
      List<? extends @Nullable Object> parameters = body.list("parameters");
      return new ConsoleRequest.Statement.Procedure(
          procedure.strip(),
          parameters == null ? List.of() : Collections.unmodifiableList(parameters));
    }
    throw ApiProblem.of(ApiError.BAD_REQUEST, "query or procedure is required");
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.of(ApiError.BAD_REQUEST, "query_base64 is not base64");
    }
  }

  private static ConsoleRequest.Connection connection(BodyFields body) {
    String free = body.text("connection_string");
    String credential = body.text("credential");
    String database = body.text("database");
    if (free != null && !free.isBlank()) {
      return new ConsoleRequest.Connection.Free(parsed(free));
    }
    if (credential != null && !credential.isBlank()) {
      return new ConsoleRequest.Connection.Credential(credential);
    }
    if (database != null && !database.isBlank()) {
      return new ConsoleRequest.Connection.Database(database);
    }
    return new ConsoleRequest.Connection.Own();
  }

  private static ConnectionTarget parsed(String text) {
    try {
      return ConnectionStrings.parse(text);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.of(ApiError.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }
}
