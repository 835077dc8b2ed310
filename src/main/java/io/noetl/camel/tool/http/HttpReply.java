package io.noetl.camel.tool.http;

import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A response whose body is still to be read.
 *
 * @param uri where it came from, behind all redirects
 * @param status the status code
 * @param headers the headers, names in lower case, several values of one joined by comma
 * @param cookies the values of Set-Cookie
 * @param body the body, empty where there is none
 */
record HttpReply(
    URI uri, int status, Map<String, Object> headers, List<String> cookies, InputStream body) {

  String contentType() {
    return headers.getOrDefault("content-type", "").toString();
  }
}
