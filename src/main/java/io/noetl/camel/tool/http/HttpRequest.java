package io.noetl.camel.tool.http;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * A request, ready to send.
 *
 * @param method upper case
 * @param uri the address, encoded
 * @param headers the headers
 * @param body the body; null for none
 * @param timeout how long it may take, to the last byte of the body
 * @param options what connection it needs
 */
record HttpRequest(
    String method,
    URI uri,
    Map<String, String> headers,
    @Nullable HttpEntity body,
    Duration timeout,
    HttpOptions options) {

  /** The request for messages, without secrets. */
  String shown() {
    return method + " " + Redaction.url(uri.toString());
  }

  /** Without headers and body, which may hold secrets. */
  @Override
  public String toString() {
    return shown();
  }
}
