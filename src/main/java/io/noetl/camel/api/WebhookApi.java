package io.noetl.camel.api;

import io.noetl.camel.execution.Ended;
import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.trigger.Message;
import io.noetl.camel.execution.trigger.SubscriptionRow;
import io.noetl.camel.execution.trigger.Subscriptions;
import io.noetl.camel.execution.trigger.WebhookVerifier;
import io.noetl.camel.playbook.Subscription;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.Sha256;
import io.noetl.camel.store.secret.KnownSecrets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages of webhooks. Its callers need no key of this server where their subscription says
 * how they show who they are; one that says nothing is for operators alone.
 */
public class WebhookApi {
  /** What stands before a webhook's own path. */
  public static final String PREFIX = "/api/hooks/";

  private static final Set<String> PRIVATE =
      Set.of("authorization", "cookie", "proxy-authorization", "x-api-key");

  /** Who waits for a result holds a thread of the API's: beyond so many, senders get the id. */
  private static final int MOST_WAITING = 50;

  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final Subscriptions subscriptions;
  private final WebhookVerifier verifier;
  private final LongFunction<CompletableFuture<Ended>> ends;
  private final MessageRates rates;
  private final KnownSecrets secrets;
  private final Json json;

  /**
   * Makes the bean.
   *
   * @param ends the end of an execution
   * @param rates how many messages each subscription may take
   */
  public WebhookApi(
      Subscriptions subscriptions,
      WebhookVerifier verifier,
      LongFunction<CompletableFuture<Ended>> ends,
      MessageRates rates,
      KnownSecrets secrets,
      Json json) {
    this.subscriptions = subscriptions;
    this.verifier = verifier;
    this.ends = ends;
    this.rates = rates;
    this.secrets = secrets;
    this.json = json;
  }

  /**
   * {@code POST /api/hooks/{path}}. Who has no key and does not show who it is gets one answer
   * wherever it knocks, and learns nothing of which addresses there are.
   */
  public Object receive(ApiRequest request) {
    String hook = request.path("path").replaceFirst("^/", "");
    SubscriptionRow row = subscriptions.webhook(hook).orElse(null);
    if (row == null
        || !(subscriptions.document(row).source() instanceof Subscription.Webhook source)) {
      request.require(Role.VIEWER);
      throw ApiProblem.of(ApiError.NOT_FOUND, "There is no webhook '%s'".formatted(hook));
    }
    check(request, source);
    if (row.state() == SubscriptionRow.State.PAUSED) {
      throw ApiProblem.of(
          ApiError.UNAVAILABLE, "The subscription %s is paused".formatted(row.path()));
    }
    int perMinute = subscriptions.document(row).limits().perMinute();
    if (!rates.mayTake(row.path(), perMinute)) {
      throw ApiProblem.of(
          ApiError.TOO_MANY,
          "The subscription %s takes %d messages a minute".formatted(row.path(), perMinute));
    }
    try {
      Executions.Started started =
          subscriptions.take(
              row, message(request, source), messageKey(request), signed(request, source));
      // What others have started answers them alone.
      return source.answersResult() && !started.joined() && waiting.tryAcquire()
          ? result(started, source.seconds())
          : new ApiReply(202, ApiReply.JSON, Map.of(), SubscriptionApi.taken(started));
    } catch (Subscriptions.NotStarted e) {
      throw ApiProblem.of(ApiError.INVALID, Objects.toString(e.getMessage(), ""));
    }
  }

  private void check(ApiRequest request, Subscription.Webhook source) {
    boolean known =
        switch (source.verification()) {
          case Subscription.ApiKey key -> {
            request.require(Role.OPERATOR);
            yield true;
          }
          case Subscription.Nobody nobody -> true;
          case Subscription.Bearer bearer -> verifier.accepts(bearer, request.headers());
          case Subscription.Hmac hmac -> verifier.accepts(hmac, request.headers(), request.text());
        };
    if (!known) {
      request.require(Role.VIEWER);
      throw ApiProblem.of(
          ApiError.UNAUTHENTICATED, "The message does not show that it comes from who may send it");
    }
  }

  /**
   * A message that is signed with its time is the same whenever it comes again: who has overheard
   * it starts nothing by it. Null where the signature says no time: two messages may be equal.
   */
  private static @Nullable String signed(ApiRequest request, Subscription.Webhook source) {
    if (!(source.verification() instanceof Subscription.Hmac hmac)
        || hmac.timestampHeader() == null) {
      return null;
    }
    String stamp = Objects.toString(request.header(hmac.timestampHeader()), "");
    return stamp.strip() + "." + request.text();
  }

  private Message message(ApiRequest request, Subscription.Webhook source) {
    Map<String, String> headers = new LinkedHashMap<>();
    String signature =
        source.verification() instanceof Subscription.Hmac hmac
            ? hmac.header().toLowerCase(Locale.ROOT)
            : "";
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (!PRIVATE.contains(name) && !name.equals(signature)) {
                headers.put(name, value);
              }
            });
    return new Message(body(request.text()), headers, request.query());
  }

  private @Nullable Object body(String text) {
    if (text.isBlank()) {
      return null;
    }
    try {
      return json.readStrictly(text);
    } catch (Json.Malformed e) {
      return text;
    }
  }

  /** What the sender tells it from others by, else its text. */
  private static String messageKey(ApiRequest request) {
    for (String header : new String[] {"idempotency-key", "webhook-id", "x-github-delivery"}) {
      String key = request.header(header);
      if (key != null && !key.isBlank()) {
        return key;
      }
    }
    return Sha256.hex(request.text());
  }

  /** The result, where it comes in time; else what a sender gets who does not wait for it. */
  private ApiReply result(Executions.Started started, double seconds) {
    Map<String, @Nullable Object> reply = SubscriptionApi.taken(started);
    try {
      Ended ended =
          ends.apply(started.executionId()).get((long) (seconds * 1000), TimeUnit.MILLISECONDS);
      reply.put("status", ended.status());
      reply.put("result", ended.result());
      reply.put("error", ended.error());
      return new ApiReply(
          ended.status().equals("COMPLETED") ? 200 : 500,
          ApiReply.JSON,
          Map.of(),
          secrets.mask().object(reply));
    } catch (TimeoutException e) {
      return new ApiReply(202, ApiReply.JSON, Map.of(), reply);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ApiReply(202, ApiReply.JSON, Map.of(), reply);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      waiting.release();
    }
  }
}
