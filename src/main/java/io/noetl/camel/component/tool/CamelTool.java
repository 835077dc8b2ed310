package io.noetl.camel.component.tool;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * The {@code camel} tool: any Camel component that the operator allows, by {@code uri}, {@code
 * body} and {@code headers}. The result is the body of the answer, as text where it is no JSON-like
 * value. The only place where a playbook names an endpoint, so that its scheme has to be on the
 * operator's list.
 */
public final class CamelTool implements Tool {
  private final CamelContext context;
  private final ProducerTemplate producer;
  private final Set<String> schemes;

  /**
   * A tool.
   *
   * @param schemes the component schemes that playbooks may use; empty for none
   */
  public CamelTool(CamelContext context, Set<String> schemes) {
    this.context = context;
    this.producer = context.createProducerTemplate();
    this.schemes = Set.copyOf(schemes);
  }

  @Override
  public Set<String> kinds() {
    return Set.of("camel");
  }

  @Override
  public Outcome call(ToolCall call) {
    String uri = call.text("uri");
    String scheme = uri == null ? "" : uri.replaceFirst(":.*", "").strip().toLowerCase(Locale.ROOT);
    if (uri == null || !schemes.contains(scheme)) {
      return Outcome.failed(
          ToolError.of(
              "CA0001",
              "SchemeNotAllowed",
              "Component '%s' of `tool.uri` is not allowed here (allowed: %s). The operator sets the list: noetl.tools.camel-schemes."
                  .formatted(scheme, schemes.isEmpty() ? "none" : String.join(", ", schemes))));
    }
    Exchange answer =
        producer.request(
            uri,
            exchange -> {
              exchange.setPattern(ExchangePattern.InOut);
              exchange.getMessage().setBody(body(call));
              headers(call).forEach(exchange.getMessage()::setHeader);
            });
    Exception failure = answer.getException();
    if (failure != null) {
      return Outcome.failed(
          ToolError.of(
              "CA0002",
              failure.getClass().getSimpleName(),
              "Component '" + scheme + "' failed: " + failure.getMessage()));
    }
    return new Outcome.Done(plain(ExchangeHelper.getResultMessage(answer).getBody()));
  }

  private static @Nullable Object body(ToolCall call) {
    return call.config().containsKey("body")
        ? call.config().get("body")
        : call.args().isEmpty() ? null : call.args();
  }

  /** Headers that steer Camel itself are not a playbook's to set. */
  private static Map<String, Object> headers(ToolCall call) {
    Map<String, Object> headers = new LinkedHashMap<>();
    if (call.config().get("headers") instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            String text = String.valueOf(name);
            if (value != null && !text.toLowerCase(Locale.ROOT).startsWith("camel")) {
              headers.put(text, value);
            }
          });
    }
    return headers;
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
}
