package io.noetl.camel.tool.notify;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.store.notice.NoticeStore.Notice;
import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.ToolJson;
import io.noetl.camel.tool.credential.Credentials;
import io.noetl.camel.tool.credential.OpenCredential;
import io.noetl.camel.tool.http.HttpTool;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells receivers: by a credential of type slack, teams or webhook, whose address is called as any
 * http tool calls, by the same guard. A webhook with a secret is signed, as {@code sha256=} and the
 * HMAC of {@code timestamp.body}.
 */
public final class NoticeSender implements Receivers {
  private static final Set<String> TYPES = Set.of("slack", "teams", "webhook");
  private static final List<String> URLS = List.of("url", "webhook_url", "endpoint");
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpTool http;
  private final Credentials credentials;
  private final NoticeMessages messages;
  private final Clock clock;

  /**
   * Makes a sender.
   *
   * @param http sends
   * @param credentials finds receivers
   * @param baseUrl where people reach the server, for links; empty where nobody said
   */
  public NoticeSender(HttpTool http, Credentials credentials, String baseUrl, Clock clock) {
    this.http = http;
    this.credentials = credentials;
    this.messages = new NoticeMessages(baseUrl);
    this.clock = clock;
  }

  @Override
  public Optional<String> send(String receiver, List<Notice> notices, ExecutionProfile profile)
      throws InterruptedException {
    Optional<OpenCredential> found;
    try {
      found = credentials.find(receiver, profile);
    } catch (ToolFailure e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    return found.isEmpty()
        ? Optional.of("There is no credential '" + receiver + "'.")
        : send(found.get(), notices, profile);
  }

  private Optional<String> send(
      OpenCredential credential, List<Notice> notices, ExecutionProfile profile)
      throws InterruptedException {
    String receiver = credential.name();
    String type = credential.type().toLowerCase(Locale.ROOT);
    String url = first(credential, URLS);
    if (!TYPES.contains(type) || url == null) {
      return Optional.of(
          "Credential '%s' of type %s tells nobody (expected: slack, teams or webhook, with a url)."
              .formatted(receiver, credential.type()));
    }
    String body = ToolJson.write(messages.body(type, notices));
    Map<String, @Nullable Object> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    String secret = first(credential, List.of("secret"));
    if (type.equals("webhook") && secret != null) {
      String stamp = Long.toString(clock.instant().getEpochSecond());
      headers.put("X-Noetl-Timestamp", stamp);
      headers.put("X-Noetl-Signature", "sha256=" + mac(secret, stamp + "." + body));
    }
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("method", "POST");
    config.put("url", url);
    config.put("headers", headers);
    config.put("body", body);
    config.put("timeout", TIMEOUT.toSeconds());
    // The address of a chat is its secret.
    String path = url.replaceFirst("^[a-zA-Z]+://[^/]*", "");
    return outcome(config, notices.getFirst(), profile)
        .map(why -> why.replace(url, receiver))
        .map(why -> path.length() > 1 ? why.replace(path, "/…") : why);
  }

  private Optional<String> outcome(
      Map<String, @Nullable Object> config, Notice first, ExecutionProfile profile)
      throws InterruptedException {
    ToolCall call =
        new ToolCall(
            "http",
            config,
            Map.of(),
            Map.of(),
            new ToolCall.Origin(
                first.executionId(), first.path(), "notify", "notify", 1, field -> 0, profile),
            "notice/" + first.id(),
            TIMEOUT,
            StepLog.NONE);
    return http.call(call) instanceof Outcome.Failed failed
        ? Optional.of(failed.error().message())
        : Optional.empty();
  }

  private static @Nullable String first(OpenCredential credential, List<String> fields) {
    return fields.stream()
        .map(credential.data()::get)
        .filter(value -> value != null && !value.toString().isBlank())
        .map(String::valueOf)
        .findFirst()
        .orElse(null);
  }

  private static String mac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
