package io.noetl.camel.tool.http;

/** Ports of addresses that may not name one. */
public final class DefaultPorts {
  private DefaultPorts() {}

  /** The port that is meant. */
  public static int of(int port, String scheme) {
    return port > 0 ? port : "https".equalsIgnoreCase(scheme) ? 443 : 80;
  }
}
