package io.noetl.camel.execution.trigger;

import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.StartRequest;
import io.noetl.camel.execution.Workload;
import io.noetl.camel.execution.profile.ExecutionProfiles;
import io.noetl.camel.execution.profile.PathGlobs;
import io.noetl.camel.execution.trace.Traceparent;
import io.noetl.camel.execution.trigger.SubscriptionRow.State;
import io.noetl.camel.playbook.PlaybookInvalid;
import io.noetl.camel.playbook.Subscription;
import io.noetl.camel.playbook.SubscriptionParser;
import io.noetl.camel.store.CatalogEntry;
import io.noetl.camel.store.CatalogStore;
import io.noetl.camel.store.Sha256;
import io.noetl.camel.store.event.ExecutionRow;
import io.noetl.camel.template.Names;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateError;
import io.noetl.camel.template.TemplateSource;
import io.noetl.camel.template.UndefinedPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts the playbooks of subscriptions. A message is taken when its start is recorded: the sender
 * hears of it no sooner, and the same message sent again finds the execution that it has started.
 */
public final class Subscriptions {
  /** Beyond it an end that starts an execution whose end starts another goes in a circle. */
  private static final int DEEPEST = 10;

  /** Versions of documents that are kept; a version never changes. */
  private static final int MOST_READ = 1000;

  private final SubscriptionStore store;
  private final CatalogStore catalog;
  private final Executions executions;
  private final TemplateEngine templates;
  private final MessagePayloads payloads;
  private final ExecutionProfiles profiles;
  private final boolean traced;
  private final Map<Long, Subscription> read = new ConcurrentHashMap<>();

  /**
   * The subscriptions.
   *
   * @param traced whether the header {@code traceparent} of a message is looked at
   */
  public Subscriptions(
      SubscriptionStore store,
      CatalogStore catalog,
      Executions executions,
      TemplateEngine templates,
      ExecutionProfiles profiles,
      boolean traced) {
    this.store = store;
    this.catalog = catalog;
    this.executions = executions;
    this.templates = templates;
    this.payloads = new MessagePayloads(templates);
    this.profiles = profiles;
    this.traced = traced;
  }

  /** A message that starts nothing, with the reason. It is kept as a letter. */
  public static final class NotStarted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotStarted(String message) {
      super(message);
    }

    NotStarted(String message, RuntimeException cause) {
      super(message, cause);
    }

    /** Whether the same message may start something later, though nothing is changed. */
    boolean mayStartLater() {
      return getCause() instanceof Workload.NotNow || getCause() instanceof Workload.QuotaFull;
    }

    /** Whether no message of the subscription could start anything. */
    boolean isOfThePlaybook() {
      return getCause() instanceof Executions.PlaybookNotFound
          || getCause() instanceof PlaybookInvalid;
    }

    /** Whether the database was asked to record it. */
    boolean mayHaveBeenRecorded() {
      return getCause() instanceof Workload.KeyTaken;
    }
  }

  /** Another subscription has the address already. */
  public static final class HookTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HookTaken(String hook, String path) {
      super(
          "The address /api/hooks/%s belongs to the subscription %s. Choose another `ingress.path`, or delete that one."
              .formatted(hook, path));
    }
  }

  /**
   * Fails where another has the address of a webhook.
   *
   * @throws HookTaken when it is so
   */
  public void checkHook(Subscription subscription) {
    if (subscription.source() instanceof Subscription.Webhook hook) {
      store
          .holderOf(hook.path(), subscription.path())
          .ifPresent(
              holder -> {
                throw new HookTaken(hook.path(), holder.path());
              });
    }
  }

  /** Takes the newest version of a document in. */
  public SubscriptionRow registered(CatalogEntry entry, Subscription subscription) {
    return store.put(entry.catalogId(), subscription);
  }

  /** A webhook that takes messages, or that will again. */
  public Optional<SubscriptionRow> webhook(String hook) {
    return store.byHook(hook).filter(row -> row.state() != State.INACTIVE);
  }

  /** The document of a subscription. */
  public Subscription document(SubscriptionRow row) {
    if (read.size() > MOST_READ) {
      read.clear();
    }
    return read.computeIfAbsent(
        row.catalogId(),
        id ->
            catalog
                .byId(id)
                .flatMap(
                    entry -> SubscriptionParser.parse(entry.content(), entry.path()).subscription())
                .orElseThrow(
                    () ->
                        new NotStarted(
                            "The document of subscription %s can't be read: register it again"
                                .formatted(row.path()))));
  }

  /**
   * Starts what a webhook's message means.
   *
   * @param messageKey what its sender or its text tells it from others by, for a subscription that
   *     asks for that
   * @param signed what is signed with its time; null where it is not
   * @throws NotStarted when there is no such playbook, or it does not start; the message is kept
   * @throws Workload.KeyTaken when an open execution has the business key; the sender knows then,
   *     and nothing is kept
   * @throws Workload.QuotaFull when a quota has nothing left and refuses; nothing is kept either
   */
  public Executions.Started take(
      SubscriptionRow row, Message message, String messageKey, @Nullable String signed) {
    try {
      String dedup = document(row).dedupKey();
      String given =
          dedup == null
              ? (signed == null ? null : "signed:" + Sha256.hex(signed))
              : dedup.isEmpty() ? messageKey : null;
      Executions.Started started = start(row, message, given, 0);
      store.started(row.id(), started.executionId(), started.existing());
      return started;
    } catch (NotStarted e) {
      String why = Objects.toString(e.getMessage(), "");
      if (e.getCause() instanceof Workload.KeyTaken taken) {
        store.turnedAway(row.id(), why);
        throw taken;
      }
      if (e.getCause() instanceof Workload.QuotaFull full) {
        store.turnedAway(row.id(), why);
        throw full;
      }
      store.refused(row.id(), message, null, why);
      throw e;
    }
  }

  /**
   * Sends a letter again.
   *
   * @return empty where there is no such letter
   * @throws NotStarted when it still starts nothing
   * @throws Workload.KeyTaken when an open execution has the business key
   */
  public Optional<Executions.Started> replay(SubscriptionRow row, long letterId) {
    Letter letter = store.letter(row.id(), letterId).orElse(null);
    if (letter == null) {
      return Optional.empty();
    }
    try {
      Executions.Started started =
          start(row, Message.of(letter.message()), key(document(row), letter), 0);
      store.replayed(letter.id(), started.executionId());
      return Optional.of(started);
    } catch (NotStarted e) {
      throw switch (e.getCause()) {
        case Workload.KeyTaken taken -> taken;
        case Workload.QuotaFull full -> full;
        case null, default -> e;
      };
    }
  }

  /** One that comes from its source again is known by the same key; null for the document's. */
  private static @Nullable String key(Subscription subscription, Letter letter) {
    if (!(subscription.source() instanceof Subscription.Execution) && !hasOwnKey(subscription)) {
      return null;
    }
    return letter.key() == null ? "letter:" + letter.id() : letter.key();
  }

  /** Whether the document leaves it to the source what tells messages from one another. */
  private static boolean hasOwnKey(Subscription subscription) {
    return subscription.dedupKey() == null || subscription.dedupKey().isEmpty();
  }

  private Executions.Started start(
      SubscriptionRow row, Message message, @Nullable String messageKey, int depth) {
    if (depth > DEEPEST) {
      throw new NotStarted(
          "%d ends of executions have started one another (expected: at most %d): the subscription %s goes in a circle"
              .formatted(depth, DEEPEST, row.path()));
    }
    return start(document(row), message, messageKey, depth);
  }

  private Executions.Started start(
      Subscription subscription, Message message, @Nullable String messageKey, int depth) {
    return asNotStarted(
        () -> {
          String key = key(subscription, message, messageKey);
          return start(
              subscription,
              payloads.of(subscription.dispatch(), message, key),
              key == null ? null : startKey(subscription, key),
              message,
              depth,
              null);
        });
  }

  /**
   * The key under which the start of a message is recorded that was fetched.
   *
   * @throws NotStarted when it has none
   */
  String startKey(Subscription subscription, Arrival arrival) {
    if (arrival.refusal() != null) {
      throw new NotStarted(arrival.refusal());
    }
    return asNotStarted(
        () -> startKey(subscription, Objects.requireNonNull(pulledKey(subscription, arrival))));
  }

  private @Nullable String pulledKey(Subscription subscription, Arrival arrival) {
    return key(subscription, arrival.message(), hasOwnKey(subscription) ? arrival.key() : null);
  }

  private static String startKey(Subscription subscription, String key) {
    return "subscription:" + subscription.path() + ":" + key;
  }

  /**
   * Starts one execution for messages that were fetched.
   *
   * @param recorded the keys of all of them, with what fences the start
   * @throws NotStarted when they can't; nothing is kept
   * @throws Executions.MessagesTaken when others were recorded meanwhile
   */
  Executions.Started pulledTogether(
      Subscription subscription, List<Arrival> arrivals, ExecutionRow.Messages recorded) {
    return asNotStarted(
        () ->
            start(
                subscription,
                payloads.together(
                    subscription.dispatch(),
                    arrivals.stream()
                        .map(
                            each ->
                                MessagePayloads.one(each.message(), pulledKey(subscription, each)))
                        .toList()),
                null,
                null,
                0,
                recorded));
  }

  private Executions.Started start(
      Subscription subscription,
      Map<String, @Nullable Object> payload,
      @Nullable String key,
      @Nullable Message traceable,
      int depth,
      ExecutionRow.@Nullable Messages recorded) {
    Subscription.Dispatch dispatch = subscription.dispatch();
    String path = subscription.path();
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("subscription", path);
    if (depth > 0) {
      labels.put(EndedExecution.DEPTH, Integer.toString(depth));
    }
    if (traced && traceable != null) {
      Traceparent.parse(traceable.headers().get(Traceparent.NAME))
          .ifPresent(span -> labels.put(Traceparent.NAME, span.toString()));
    }
    return executions.start(
        new StartRequest(
            new StartRequest.PlaybookRef.ByPath(dispatch.playbook(), dispatch.version()),
            payload,
            null,
            key,
            new StartRequest.Origin(
                "subscription:" + path,
                "subscription",
                labels,
                null,
                profiles.of(path, false).restricted(),
                recorded)));
  }

  private static <T> T asNotStarted(Supplier<T> start) {
    try {
      return start.get();
    } catch (TemplateError
        | Executions.PlaybookNotFound
        | PlaybookInvalid
        | Workload.StartRefused e) {
      throw new NotStarted(Objects.toString(e.getMessage(), e.getClass().getSimpleName()), e);
    } catch (RuntimeException e) {
      String refusal = DataRefusal.of(e);
      throw refusal == null ? e : new NotStarted(refusal, e);
    }
  }

  private @Nullable String key(
      Subscription subscription, Message message, @Nullable String messageKey) {
    String template = subscription.dedupKey();
    if (template == null || template.isEmpty() || messageKey != null) {
      return messageKey == null ? null : MessageKey.stored(messageKey);
    }
    String key =
        Objects.toString(
            templates
                .compile(template, TemplateSource.UNKNOWN)
                .value(Names.of(message.envelope()), UndefinedPolicy.STRICT),
            "");
    if (key.isBlank()) {
      throw new NotStarted("The template of 'dedup.key' gave nothing: " + template);
    }
    return MessageKey.stored(key);
  }

  /**
   * Starts what a message means that was fetched. Its source's own key tells it from others, where
   * the document does not say by what else.
   *
   * @throws NotStarted when it can't; nothing is kept
   */
  Executions.Started pulled(Subscription subscription, Arrival arrival) {
    String key = hasOwnKey(subscription) ? arrival.key() : null;
    return start(subscription, arrival.message(), key, 0);
  }

  /** Starts what the end of an execution means to a subscription. */
  void ended(SubscriptionRow row, EndedExecution end) {
    if (!(document(row).source() instanceof Subscription.Execution source)
        || !source.statuses().contains(end.status())
        || !new PathGlobs(List.of(source.playbook())).matches(end.path())) {
      return;
    }
    Message message = end.message();
    // every server sees it: it is counted by the one that was first
    String key = Long.toString(end.executionId());
    try {
      Executions.Started started = start(row, message, key, end.depth() + 1);
      if (!started.existing()) {
        store.started(row.id(), started.executionId(), false);
      }
    } catch (NotStarted e) {
      store.refused(row.id(), message, key, Objects.toString(e.getMessage(), ""));
      throw e;
    }
  }
}
