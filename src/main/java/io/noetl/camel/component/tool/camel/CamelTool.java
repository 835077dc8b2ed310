package io.noetl.camel.component.tool.camel;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code camel} tool: any Camel component that the operator opens, by {@code scheme}, {@code
 * path}, {@code options}, {@code body} and {@code headers}. The result is the body of the answer,
 * as text where it is no JSON-like value. The only place where a playbook names an endpoint; it is
 * made of literal values by the component itself, never by Camel's reader of addresses.
 */
public final class CamelTool implements Tool, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CamelTool.class);

  private final CamelContext context;
  private final OpenSchemes schemes;
  private final CamelEndpoints endpoints;

  /**
   * A tool.
   *
   * @param opened the components that playbooks may use, by scheme; empty for none
   * @throws IllegalArgumentException when something is opened that can't be
   */
  public CamelTool(CamelContext context, Map<String, CamelScheme> opened) {
    this.context = context;
    this.schemes = new OpenSchemes(context, "noetl.tools.camel", opened);
    this.endpoints = new CamelEndpoints(context);
  }

  @Override
  public Set<String> kinds() {
    return Set.of("camel");
  }

  @Override
  public Outcome call(ToolCall call) {
    return call(call, ExchangePattern.InOut);
  }

  /**
   * The same tool, but its messages ask for no answer: what has none to give is not waited for, and
   * a message that was taken does not count as failed for want of one.
   */
  public Tool telling() {
    return new Tool() {
      @Override
      public Set<String> kinds() {
        return CamelTool.this.kinds();
      }

      @Override
      public Outcome call(ToolCall call) {
        return CamelTool.this.call(call, ExchangePattern.InOnly);
      }
    };
  }

  private Outcome call(ToolCall call, ExchangePattern pattern) {
    try {
      if (call.profile().restricted()) {
        throw new ToolFailure("CA0004", "Denied", ExecutionProfile.closed("kind camel"));
      }
      CamelCall named = CamelCall.of(call);
      OpenScheme scheme = schemes.find(named.scheme());
      String path = scheme.path(named.path());
      Map<String, Object> options = scheme.options(named.options());
      Map<String, Object> headers = scheme.headers(new CallFields(call.config()).map("headers"));
      return send(call, pattern, endpoints.hold(scheme.name(), path, options), headers);
    } catch (ToolFailure e) {
      return e.outcome();
    } catch (Exception e) {
      return failed(call, e);
    }
  }

  private Outcome send(
      ToolCall call,
      ExchangePattern pattern,
      SharedEndpoint endpoint,
      Map<String, Object> headers) {
    try {
      Exchange answer =
          endpoint.send(
              exchange -> {
                exchange.setPattern(pattern);
                exchange.getMessage().setBody(body(call));
                headers.forEach(exchange.getMessage()::setHeader);
              });
      Exception failure = answer.getException();
      return failure == null
          ? new Outcome.Done(pattern.isOutCapable() ? plain(answer.getMessage().getBody()) : null)
          : failed(call, failure);
    } finally {
      endpoint.release();
    }
  }

  /** The message of a component may tell how the operator has set it up: the log has it alone. */
  private static Outcome failed(ToolCall call, Exception failure) {
    LOG.warn(
        "Execution {}, step {}: the component failed: {}",
        call.origin().executionId(),
        call.origin().step(),
        failure.toString());
    return Outcome.failed(
        ToolError.of(
            "CA0002",
            failure.getClass().getSimpleName(),
            "The component failed (%s). The server's log has the reason."
                .formatted(failure.getClass().getSimpleName())));
  }

  private static @Nullable Object body(ToolCall call) {
    return call.config().containsKey("body")
        ? call.config().get("body")
        : call.args().isEmpty() ? null : call.args();
  }

  private @Nullable Object plain(@Nullable Object body) {
    return switch (body) {
      case null -> null;
      case String text -> text;
      case Boolean flag -> flag;
      case Number number -> number;
      case Map<?, ?> map -> map;
      case List<?> list -> list;
      default -> context.getTypeConverter().convertTo(String.class, body);
    };
  }

  @Override
  public void close() {
    endpoints.close();
  }
}
