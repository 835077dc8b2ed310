package io.noetl.camel.tool.notify;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.store.notice.NoticeStore.Notice;
import io.noetl.camel.tool.StepLog;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.ToolJson;
import io.noetl.camel.tool.credential.Credentials;
import io.noetl.camel.tool.credential.OpenCredential;
import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells receivers, each by a credential: of type slack, teams or webhook, whose address is called
 * as any http tool calls, by the same guard; of type smtp by a mail; of type camel by a component
 * that the operator opens to playbooks. A webhook with a secret is signed, as {@code sha256=} and
 * the HMAC of {@code timestamp.body}.
 */
public final class NoticeSender implements Receivers {
  private static final List<String> URLS = List.of("url", "webhook_url", "endpoint");
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int MOST_CAUSES = 5;

  private static final List<String> OF_CAMEL =
      List.of("scheme", "path", "uri", "options", "headers");

  private final Tool http;
  private final Tool camel;
  private final SmtpSender mails;
  private final Credentials credentials;
  private final NoticeMessages messages;
  private final Clock clock;
  private final Executor threads;

  /**
   * Makes a sender.
   *
   * @param http the http tool
   * @param camel the camel tool, asking for no answer
   * @param guard says which mail servers may be called
   * @param credentials finds receivers
   * @param baseUrl where people reach the server, for links; empty where nobody said
   * @param threads virtual ones, for what has no bound of time of its own
   */
  public NoticeSender(
      Tool http,
      Tool camel,
      OutboundGuard guard,
      Credentials credentials,
      String baseUrl,
      Clock clock,
      Executor threads) {
    this.http = http;
    this.camel = camel;
    this.mails = new SmtpSender(guard, clock);
    this.threads = threads;
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
    String type = credential.type().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "slack", "teams", "webhook" -> posted(type, credential, notices, profile);
      case "smtp" -> inTime(() -> mailed(credential, notices, profile));
      case "camel" -> inTime(() -> produced(credential, notices, profile));
      default ->
          Optional.of(
              "Credential '%s' of type %s tells nobody (expected: slack, teams, webhook, smtp or camel)."
                  .formatted(credential.name(), credential.type()));
    };
  }

  /** One receiver does not keep the others waiting: a virtual thread can be taken off a socket. */
  private Optional<String> inTime(Callable<Optional<String>> sending) throws InterruptedException {
    FutureTask<Optional<String>> task = new FutureTask<>(sending);
    threads.execute(task);
    try {
      return task.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return Optional.of("It has not answered within " + TIMEOUT.toSeconds() + " s.");
    } catch (ExecutionException e) {
      return Optional.of(String.valueOf(e.getCause()));
    } finally {
      task.cancel(true);
    }
  }

  private Optional<String> mailed(
      OpenCredential credential, List<Notice> notices, ExecutionProfile profile) {
    try {
      mails.send(credential, messages.subject(notices), messages.text(notices), profile);
      return Optional.empty();
    } catch (MessagingException e) {
      return Optional.of(
          Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
              .limit(MOST_CAUSES)
              .map(Throwable::getMessage)
              .filter(Objects::nonNull)
              .distinct()
              .collect(Collectors.joining(": ")));
    }
  }

  private Optional<String> produced(
      OpenCredential credential, List<Notice> notices, ExecutionProfile profile)
      throws InterruptedException {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    for (String field : OF_CAMEL) {
      if (credential.data().get(field) != null) {
        config.put(field, credential.data().get(field));
      }
    }
    config.put("body", messages.text(notices));
    return outcome(camel, "camel", config, notices.getFirst(), profile);
  }

  private Optional<String> posted(
      String type, OpenCredential credential, List<Notice> notices, ExecutionProfile profile)
      throws InterruptedException {
    String receiver = credential.name();
    String url = first(credential, URLS);
    if (url == null) {
      return Optional.of(
          "Credential '%s' of type %s tells nobody (expected: a url)."
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
    return outcome(http, "http", config, notices.getFirst(), profile)
        .map(why -> why.replace(url, receiver))
        .map(why -> path.length() > 1 ? why.replace(path, "/…") : why);
  }

  private static Optional<String> outcome(
      Tool tool,
      String kind,
      Map<String, @Nullable Object> config,
      Notice first,
      ExecutionProfile profile)
      throws InterruptedException {
    ToolCall call =
        new ToolCall(
            kind,
            config,
            Map.of(),
            Map.of(),
            new ToolCall.Origin(
                first.executionId(), first.path(), "notify", "notify", 1, field -> 0, profile),
            "notice/" + first.id(),
            TIMEOUT,
            StepLog.NONE);
    return tool.call(call) instanceof Outcome.Failed failed
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
