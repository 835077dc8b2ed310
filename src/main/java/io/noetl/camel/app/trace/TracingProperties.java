package io.noetl.camel.app.trace;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where traces go.
 *
 * @param endpoint an OpenTelemetry collector's address for OTLP over HTTP, as {@code
 *     http://collector:4318}; null or empty: nothing is traced
 * @param headers sent along, for a collector that asks for a key
 * @param ratio the share of executions that are traced, 0 to 1; what fails is told of all of them
 * @param service the name of this service in traces
 * @param link where people look at a trace, with {@code {trace_id}} in its place; empty for none
 */
@ConfigurationProperties("noetl.tracing")
record TracingProperties(
    @Nullable String endpoint,
    @DefaultValue Map<String, String> headers,
    @DefaultValue("1.0") double ratio,
    @DefaultValue("noetl-camel") String service,
    @DefaultValue("") String link) {
  private static final String PATH = "/v1/traces";

  TracingProperties {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException(
          "noetl.tracing.ratio: %s (expected: from 0 to 1)".formatted(ratio));
    }
  }

  boolean isOn() {
    return endpoint != null && !endpoint.isBlank();
  }

  /** The address that spans are sent to. */
  String spans() {
    String base = String.valueOf(endpoint).strip();
    String whole = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return whole.endsWith(PATH) ? whole : whole + PATH;
  }
}
