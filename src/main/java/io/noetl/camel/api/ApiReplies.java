package io.noetl.camel.api;

import io.noetl.camel.store.Json;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** The last node of every REST route: makes what a bean returned the HTTP response. */
public final class ApiReplies implements Processor {
  /** The exchange property that says that the reply is written: where a refusal came early. */
  private static final String WRITTEN = "noetlReplyWritten";

  private final Json json;

  public ApiReplies(Json json) {
    this.json = json;
  }

  @Override
  public void process(Exchange exchange) {
    if (exchange.getProperty(WRITTEN) != null) {
      return;
    }
    exchange.setProperty(WRITTEN, true);
    Message message = exchange.getMessage();
    ApiReply reply =
        message.getBody() instanceof ApiReply given
            ? given
            : new ApiReply(200, ApiReply.JSON, Map.of(), message.getBody());
    message.getHeaders().clear();
    reply.headers().forEach(message::setHeader);
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, reply.status());
    message.setHeader(Exchange.CONTENT_TYPE, reply.contentType());
    switch (reply.body()) {
      case InputStream stream -> message.setBody(stream);
      case Object whole -> {
        String text =
            whole instanceof String written && isText(reply) ? written : json.write(whole);
        message.setHeader(Exchange.HTTP_CHUNKED, false);
        message.setBody(text.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static boolean isText(ApiReply reply) {
    return !reply.contentType().equals(ApiReply.JSON);
  }
}
