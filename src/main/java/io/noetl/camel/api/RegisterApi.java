package io.noetl.camel.api;

import io.noetl.camel.execution.schedule.Timing;
import io.noetl.camel.execution.trigger.Subscriptions;
import io.noetl.camel.playbook.ParsedSubscription;
import io.noetl.camel.playbook.PlaybookInvalid;
import io.noetl.camel.playbook.Problem;
import io.noetl.camel.playbook.Subscription;
import io.noetl.camel.playbook.SubscriptionParser;
import io.noetl.camel.store.CatalogDocument;
import io.noetl.camel.store.CatalogEntry;
import io.noetl.camel.store.CatalogStore;
import io.noetl.camel.store.JsonLike;
import io.noetl.camel.store.PlaybookCheck;
import io.noetl.camel.store.secret.Credential;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Registers documents in the catalog, checked. Credential files go to the credential store. */
public class RegisterApi {
  private static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

  private final CatalogStore catalog;
  private final PlaybookCheck check;
  private final CredentialApi credentials;
  private final Subscriptions subscriptions;

  public RegisterApi(
      CatalogStore catalog,
      PlaybookCheck check,
      CredentialApi credentials,
      Subscriptions subscriptions) {
    this.catalog = catalog;
    this.check = check;
    this.credentials = credentials;
    this.subscriptions = subscriptions;
  }

  /** {@code POST /api/catalog/register}. */
  public Object register(ApiRequest request) {
    request.require(Role.EDITOR);
    return register(request.body());
  }

  /**
   * {@code POST /api/catalog/register/batch}: each item by itself; one that fails stops no other.
   */
  public Object batch(ApiRequest request) {
    request.require(Role.EDITOR);
    List<?> items = request.body().list("items");
    if (items == null) {
      throw ApiProblem.field(BodyFields.missing(List.of("body", "items"), null));
    }
    List<Object> results = new ArrayList<>();
    int failed = 0;
    for (Object item : items) {
      try {
        results.add(register(itemFields(item)));
      } catch (ApiProblem | PlaybookInvalid | CatalogDocument.Unreadable e) {
        failed++;
        results.add(Map.of("status", "error", "message", String.valueOf(e.getMessage())));
      }
    }
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("status", failed == 0 ? "success" : failed == items.size() ? "error" : "partial");
    reply.put("registered", items.size() - failed);
    reply.put("failed", failed);
    reply.put("results", results);
    return reply;
  }

  private static BodyFields itemFields(@Nullable Object item) {
    if (item instanceof Map<?, ?> map) {
      return new BodyFields(JsonLike.object(map));
    }
    throw ApiProblem.of(ApiError.INVALID, "An item is not an object with content");
  }

  private Map<String, @Nullable Object> register(BodyFields body) {
    String content = decoded(body.requiredText("content"));
    String type = body.text("resource_type");
    String kind = type == null ? "Playbook" : type;
    if (!KIND.matcher(kind).matches()) {
      throw ApiProblem.of(
          ApiError.INVALID, "resource_type is '" + kind + "' (expected: a word such as Playbook)");
    }
    boolean playbook = kind.equalsIgnoreCase("Playbook");
    CatalogDocument document = parse(content, playbook);
    if (document.isCredential()) {
      return credential(credentials.store(new BodyFields(document.root())));
    }
    if (SubscriptionParser.isSubscription(content)) {
      return subscription(document);
    }
    List<Problem> warnings = playbook ? checked(document.content(), document.path()) : List.of();
    return registered(catalog.register(document.path(), kind, content, document.root()), warnings);
  }

  private Map<String, @Nullable Object> subscription(CatalogDocument document) {
    ParsedSubscription parsed =
        SubscriptionParser.parse(document.content(), document.path(), Timing::of);
    Subscription subscription =
        parsed.subscription().orElseThrow(() -> new PlaybookInvalid(parsed.problems()));
    try {
      subscriptions.checkHook(subscription);
    } catch (Subscriptions.HookTaken e) {
      throw ApiProblem.of(ApiError.CONFLICT, Objects.toString(e.getMessage(), ""));
    }
    CatalogEntry entry =
        catalog.register(subscription.path(), "Subscription", document.content(), document.root());
    Map<String, @Nullable Object> reply = registered(entry, parsed.problems());
    reply.put(
        "subscription_id", String.valueOf(subscriptions.registered(entry, subscription).id()));
    return reply;
  }

  /** What can't even be read as YAML is told as the problem of a playbook: with line and column. */
  private CatalogDocument parse(String content, boolean playbook) {
    try {
      return CatalogDocument.parse(content);
    } catch (CatalogDocument.Unreadable e) {
      if (playbook) {
        checked(content, "playbook.yaml");
      }
      throw e;
    }
  }

  private List<Problem> checked(String content, String name) {
    List<Problem> problems = check.check(content, name);
    if (problems.stream().anyMatch(Problem::refuses)) {
      throw new PlaybookInvalid(problems);
    }
    return problems;
  }

  /** Clients send base64, scripts the text itself: what is not base64 of UTF-8 is the text. */
  private static String decoded(String content) {
    try {
      byte[] bytes = Base64.getDecoder().decode(content.strip());
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return content;
    }
  }

  private static Map<String, @Nullable Object> registered(
      CatalogEntry entry, List<Problem> warnings) {
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("status", "success");
    reply.put(
        "message",
        "Resource '%s' version '%d' registered.".formatted(entry.path(), entry.version()));
    reply.put("path", entry.path());
    reply.put("version", entry.version());
    reply.put("catalog_id", String.valueOf(entry.catalogId()));
    reply.put("kind", entry.kind());
    if (!warnings.isEmpty()) {
      reply.put("warnings", warnings);
    }
    return reply;
  }

  private static Map<String, @Nullable Object> credential(Credential stored) {
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    reply.put("status", "success");
    reply.put("message", "Credential '%s' registered.".formatted(stored.name()));
    reply.put("path", stored.name());
    reply.put("version", 1);
    reply.put("catalog_id", String.valueOf(stored.id()));
    reply.put("kind", "Credential");
    return reply;
  }
}
