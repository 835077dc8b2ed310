package io.noetl.camel.api;

import io.noetl.camel.execution.Executions.PlaybookNotFound;
import io.noetl.camel.execution.Workload;
import io.noetl.camel.execution.control.RerunRefused;
import io.noetl.camel.execution.trace.Traceparent;
import io.noetl.camel.playbook.PlaybookInvalid;
import io.noetl.camel.store.CatalogDocument;
import io.noetl.camel.store.console.ConnectionRules;
import io.noetl.camel.store.console.ConsoleConnections;
import io.noetl.camel.store.secret.SecretCipher;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/** The error handler of every REST route: makes an exception the reply that clients read. */
public final class ApiErrors implements Processor {
  private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

  private final RandomGenerator random;
  private final ApiReplies replies;

  /**
   * Makes the handler.
   *
   * @param replies writes the reply at once: what is refused before a route begins does not come to
   *     its last node
   */
  public ApiErrors(RandomGenerator random, ApiReplies replies) {
    this.random = random;
    this.replies = replies;
  }

  @Override
  public void process(Exchange exchange) {
    Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    exchange.getMessage().setBody(reply(problem(caught), trace(exchange)));
    replies.process(exchange);
  }

  /**
   * The reply to a problem: {@code detail} as NoETL's clients read it, RFC 9457's members beside
   * it.
   */
  public static ApiReply reply(ApiProblem problem) {
    return reply(problem, Optional.empty());
  }

  /** The trace that the request is part of, where it says so. */
  private static Optional<String> trace(Exchange exchange) {
    return Optional.ofNullable(exchange.getProperty(ApiRequests.REQUEST, ApiRequest.class))
        .flatMap(request -> Traceparent.parse(request.header(Traceparent.NAME)))
        .map(Traceparent::traceId);
  }

  private static ApiReply reply(ApiProblem problem, Optional<String> trace) {
    ApiError error = problem.error();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("detail", problem.detail());
    body.put("type", error.type());
    body.put("title", error.title());
    body.put("status", error.status());
    body.put("code", error.code());
    if (!problem.problems().isEmpty()) {
      body.put("problems", problem.problems());
    }
    body.putAll(problem.members());
    trace.ifPresent(id -> body.put("trace_id", id));
    return new ApiReply(error.status(), ApiReply.JSON, Map.of(), body);
  }

  private ApiProblem problem(Throwable caught) {
    return switch (caught) {
      case ApiProblem problem -> problem;
      case PlaybookNotFound missing -> ApiProblem.of(ApiError.NOT_FOUND, text(missing));
      case PlaybookInvalid invalid ->
          ApiProblem.listing(ApiError.PLAYBOOK_INVALID, text(invalid), invalid.problems());
      case RerunRefused refused -> ApiProblem.of(kind(refused), text(refused));
      case Workload.KeyTaken taken ->
          ApiProblem.of(ApiError.CONFLICT, text(taken))
              .with("execution_id", String.valueOf(taken.executionId()));
      case Workload.QuotaFull full ->
          ApiProblem.of(ApiError.TOO_MANY, text(full)).with("quota", full.quota());
      case Workload.StartRefused refused -> ApiProblem.of(ApiError.INVALID, text(refused));
      case CatalogDocument.Unreadable unreadable ->
          ApiProblem.of(ApiError.INVALID, "Error registering resource: " + text(unreadable));
      case ConnectionRules.Refused refused -> ApiProblem.of(ApiError.FORBIDDEN, text(refused));
      case ConsoleConnections.CredentialNotFound missing ->
          ApiProblem.of(ApiError.NOT_FOUND, text(missing));
      case SecretCipher.Undecipherable secret -> ApiProblem.of(ApiError.CONFLICT, text(secret));
      case CannotGetJdbcConnectionException e -> unavailable(e);
      case CannotCreateTransactionException e -> unavailable(e);
      case DataAccessResourceFailureException e -> unavailable(e);
      // a character or number that a column can't hold, and that no check before has told
      case DataIntegrityViolationException e ->
          ApiProblem.of(ApiError.INVALID, "A value of the request can't be stored");
      case Throwable deep when isTooDeep(deep) ->
          ApiProblem.of(
              ApiError.INVALID, "The request is nested too deep, or a part of it is too long");
      default -> internal(caught);
    };
  }

  /** Camel wraps what is no exception. */
  private static boolean isTooDeep(Throwable caught) {
    for (Throwable cause = caught; cause != null; cause = cause.getCause()) {
      if (cause instanceof StackOverflowError) {
        return true;
      }
    }
    return false;
  }

  private static ApiError kind(RerunRefused refused) {
    return switch (refused.kind()) {
      case UNKNOWN -> ApiError.NOT_FOUND;
      case NOT_ENDED -> ApiError.CONFLICT;
      case WRONG_POINT -> ApiError.INVALID;
    };
  }

  private static String text(Throwable caught) {
    return String.valueOf(caught.getMessage());
  }

  private static ApiProblem unavailable(Throwable caught) {
    LOG.warn("The database can't be reached: {}", caught.getMessage());
    return ApiProblem.of(ApiError.UNAVAILABLE, "The database can't be reached; try again later");
  }

  /** A bug of ours: the log has the whole story, the client a number to find it by. */
  private ApiProblem internal(Throwable caught) {
    String reference = HexFormat.of().toHexDigits(random.nextInt());
    LOG.error("Internal error {}", reference, caught);
    return ApiProblem.of(
        ApiError.INTERNAL, "Internal error; the server's log has it under " + reference);
  }
}
