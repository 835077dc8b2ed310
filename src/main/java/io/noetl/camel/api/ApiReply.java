package io.noetl.camel.api;

import java.util.Map;

/**
 * An answer that is more than 200 and a JSON value.
 *
 * @param status the HTTP status
 * @param contentType of the body
 * @param headers further headers
 * @param body a JSON-like value or record, text, or an {@code InputStream} that is sent as it is
 *     read
 */
public record ApiReply(int status, String contentType, Map<String, String> headers, Object body) {
  /** The content type of nearly everything. */
  public static final String JSON = "application/json";

  /** Text of another type than JSON. */
  public static ApiReply text(String contentType, String text) {
    return new ApiReply(200, contentType, Map.of(), text);
  }

  /** A body that is sent while it is read. */
  public static ApiReply stream(String contentType, java.io.InputStream body) {
    return new ApiReply(200, contentType, Map.of(), body);
  }
}
