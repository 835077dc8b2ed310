package io.noetl.camel.tool.http;

import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Lets the request's own headers out and the response's in, and none of Camel's. */
final class OutgoingHeaders implements HeaderFilterStrategy {

  @Override
  public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
    return isCamels(name);
  }

  @Override
  public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
    return isCamels(name);
  }

  /** Whether a header steers Camel. */
  static boolean isCamels(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("camel") || lower.startsWith("org.apache.camel");
  }
}
