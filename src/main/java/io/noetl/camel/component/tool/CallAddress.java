package io.noetl.camel.component.tool;

import io.noetl.camel.tool.ToolCall;
import java.net.URI;
import java.util.Optional;

/** The address that a call by {@code http} names. */
public final class CallAddress {
  private CallAddress() {}

  /** The address; empty where it is none or has no host. */
  public static Optional<URI> of(ToolCall call) {
    String endpoint = call.text("endpoint");
    try {
      URI address = URI.create(String.valueOf(endpoint == null ? call.text("url") : endpoint));
      return address.getHost() == null ? Optional.empty() : Optional.of(address);
    } catch (IllegalArgumentException e) {
      // the call's own error says what is wrong with it
      return Optional.empty();
    }
  }
}
