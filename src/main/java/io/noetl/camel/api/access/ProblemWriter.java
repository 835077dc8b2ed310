package io.noetl.camel.api.access;

import io.noetl.camel.api.ApiErrors;
import io.noetl.camel.api.ApiProblem;
import io.noetl.camel.api.ApiReply;
import io.noetl.camel.store.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes a refusal in the API's form where a filter refuses, before any route. */
public final class ProblemWriter {
  private final Json json;

  public ProblemWriter(Json json) {
    this.json = json;
  }

  /** Writes the reply to a problem. */
  public void write(HttpServletResponse response, ApiProblem problem) throws IOException {
    ApiReply reply = ApiErrors.reply(problem);
    byte[] body = json.write(reply.body()).getBytes(StandardCharsets.UTF_8);
    response.setStatus(reply.status());
    response.setContentType(reply.contentType());
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
