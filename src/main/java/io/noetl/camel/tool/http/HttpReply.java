package io.noetl.camel.tool.http;

import java.io.InputStream;
import java.util.Map;

/**
 * A response whose body is still to be read.
 *
 * @param status the status code
 * @param headers the headers, names in lower case, several values of one joined by comma
 * @param body the body, empty where there is none
 */
record HttpReply(int status, Map<String, Object> headers, InputStream body) {

  String contentType() {
    return headers.getOrDefault("content-type", "").toString();
  }
}
