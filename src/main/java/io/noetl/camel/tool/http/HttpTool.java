package io.noetl.camel.tool.http;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.CallFields;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.ToolJson;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.OpenCredential;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The http tool, over camel-http.
 *
 * <p>Result: {@code {status_code, headers, url, elapsed, data}}: header names in lower case,
 * elapsed in seconds, data parsed where the content type is JSON, else text; base64 text of what is
 * no text, then with {@code data_encoding: base64}; {@code response_type} says which of them it is
 * whatever the content type. A status outside 200 to 299 is a failure of type {@code HttpStatus}
 * with that result and the status in its error.
 */
public final class HttpTool implements Tool {

  private static final int SHOWN_BODY = 300;

  private final HttpSender sender;
  private final OauthTokens tokens;
  private final RequestReader requests;
  private final HttpLimits limits;
  private final InstantSource clock;

  /**
   * @param context the context whose http component is used
   * @param clock measures {@code elapsed} and the life of tokens
   * @param guard says which hosts may be called
   */
  public HttpTool(
      CamelContext context,
      CredentialResolver credentials,
      HttpLimits limits,
      InstantSource clock,
      OutboundGuard guard) {
    this.limits = limits;
    this.clock = clock;
    this.sender = new HttpSender(context, limits, guard);
    this.tokens = new OauthTokens(new OauthTokenRequest(sender), clock);
    this.requests = new RequestReader(credentials, new HttpAuth(tokens), limits);
  }

  @Override
  public Set<String> kinds() {
    return Set.of("http");
  }

  @Override
  public Map<String, @Nullable Object> names(
      Supplier<@Nullable Object> auth,
      Supplier<Map<String, @Nullable Object>> context,
      ExecutionProfile profile) {
    return requests.names(auth, context, profile);
  }

  @Override
  public boolean runsAnywhere() {
    return true;
  }

  @Override
  public Outcome call(ToolCall call) throws InterruptedException {
    try {
      HttpRequest request = requests.read(call);
      ResponseBody.Type type = ResponseBody.Type.of(CallFields.of(call));
      long start = clock.millis();
      Map<String, @Nullable Object> envelope =
          sender.send(request, reply -> envelope(reply, type, start));
      long status = (long) envelope.getOrDefault("status_code", 0L);
      if (status >= 200 && status < 300) {
        return new Outcome.Done(envelope);
      }
      if (status == 401) {
        for (OpenCredential credential : requests.credentials(call).values()) {
          tokens.forget(credential);
        }
      }
      return refused(request, (int) status, envelope);
    } catch (ToolFailure e) {
      return e.outcome();
    }
  }

  /** Reads a body while it arrives. */
  @FunctionalInterface
  public interface BodyReader<T> {
    /** Gives a value of a body. */
    T read(InputStream body) throws IOException, ToolFailure;
  }

  /**
   * Sends a call's request and reads the body of a 2xx answer without a bound on its size.
   *
   * @throws ToolFailure when there is no such answer
   */
  public <T> T stream(ToolCall call, BodyReader<T> reader)
      throws ToolFailure, InterruptedException {
    HttpRequest request = requests.read(call);
    long start = clock.millis();
    return sender.send(
        request,
        reply -> {
          if (reply.status() >= 200 && reply.status() < 300) {
            return reader.read(reply.body());
          }
          Outcome.Failed refused =
              refused(request, reply.status(), envelope(reply, ResponseBody.Type.GIVEN, start));
          throw new ToolFailure(refused.error(), refused.result());
        });
  }

  private Map<String, @Nullable Object> envelope(
      HttpReply reply, ResponseBody.Type type, long start) throws IOException, ToolFailure {
    ResponseBody body = ResponseBody.read(reply, limits.responseBytes(), type);
    Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
    envelope.put("status_code", (long) reply.status());
    envelope.put("headers", reply.headers());
    envelope.put("url", Redaction.url(reply.uri().toString()));
    envelope.put("elapsed", (clock.millis() - start) / 1000.0);
    envelope.put("data", body.data());
    if (body.base64()) {
      envelope.put("data_encoding", "base64");
    }
    return envelope;
  }

  private static Outcome.Failed refused(
      HttpRequest request, int status, Map<String, @Nullable Object> envelope) {
    Object data = envelope.get("data");
    String text = data instanceof String plain ? plain : ToolJson.write(data);
    String start = text.length() > SHOWN_BODY ? text.substring(0, SHOWN_BODY) + "…" : text;
    String cure =
        status >= 300 && status < 400 && !request.options().followRedirects()
            ? " (redirects are followed with follow_redirects: true)"
            : "";
    String message = "%s answered %d%s: %s".formatted(request.shown(), status, cure, start.strip());
    return new Outcome.Failed(
        new ToolError("TL0207", "HttpStatus", message, status, null), envelope);
  }
}
