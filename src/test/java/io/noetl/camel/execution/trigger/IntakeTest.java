package io.noetl.camel.execution.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Ended;
import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.StartRequest;
import io.noetl.camel.execution.Workload;
import io.noetl.camel.execution.profile.ExecutionProfiles;
import io.noetl.camel.playbook.Subscription;
import io.noetl.camel.playbook.SubscriptionParser;
import io.noetl.camel.store.CatalogEntry;
import io.noetl.camel.store.CatalogStore;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.TestDatabase;
import io.noetl.camel.store.TestSecrets;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of messages that were fetched. */
class IntakeTest {
  private static final String MAILS =
      """
      apiVersion: noetl.io/v2
      kind: Subscription
      metadata: {name: mails, path: in/mails}
      spec: {source: mail, mail: {auth: box}, dispatch: in/one, MORE}
      """;

  private final Json json = new Json();
  private final TestDatabase database = TestDatabase.migrated();
  private final JdbcClient jdbc = database.jdbc();
  private final SubscriptionStore store =
      new SubscriptionStore(jdbc, json, TestSecrets.columns(database));
  private final PullStore pulls = new PullStore(jdbc, json);
  private final CatalogStore catalog = new CatalogStore(jdbc, json, Clock.systemUTC());
  private final Starts starts = new Starts();
  private final Subscriptions subscriptions =
      new Subscriptions(
          store,
          catalog,
          starts,
          new TemplateEngine(TemplateLimits.DEFAULT),
          ExecutionProfiles.trustAll(),
          false);
  private final Intake intake =
      new Intake(
          subscriptions,
          store,
          pulls,
          new StartKeys(jdbc, TestSecrets.of(database)),
          Runnable::run,
          System::nanoTime);

  @Test
  void nothingIsFetchedWhileAThousandLettersWait() throws Exception {
    Held held = held("");
    letters(held, 1000, false);

    Thread taking = taking(held, arrival("1"));
    awaitError(held, "1000 letters wait: replay or delete them");
    assertThat(starts.keys).isEmpty();
    assertThat(waiting(held)).isEqualTo(1000);

    long one = store.letters(held.id(), null, 1).getFirst().id();
    assertThat(store.deleteLetters(held.id(), one)).isEqualTo(1);
    taking.join();
    assertThat(starts.keys).hasSize(1);
    assertThat(error(held)).isNull();
  }

  @Test
  void aLetterThatWasFetchedAndNotReplayedIsNotDropped() throws Exception {
    Held held = held("");
    letters(held, 10, false);
    letters(held, 990, true);
    starts.fails = request -> new Executions.PlaybookNotFound("in/one");

    intake.take(held, List.of(arrival("1"), arrival("2"), arrival("3")));

    assertThat(waiting(held)).isEqualTo(13);
    SubscriptionRow hook = store.put(2, parsed(hook()));
    letters(hook.id(), 1005, false);
    store.refused(hook.id(), message("x"), null, "why");
    assertThat(store.letters(hook.id(), null, 2000)).hasSize(1000);
  }

  @Test
  void whatAKeychainDoesNotAnswerIsTriedAgain() throws Exception {
    Held held = held("");
    starts.fails = request -> new Workload.NotNow("the endpoint answered 503");

    Thread taking = taking(held, arrival("1"));
    awaitError(held, "the endpoint answered 503");
    starts.fails = request -> null;
    taking.join();

    assertThat(starts.keys).hasSize(1);
    assertThat(error(held)).isNull();
    assertThat(store.letters(held.id(), null, 10)).isEmpty();
  }

  @Test
  void whatTheDatabaseCanNotHoldIsALetter() throws Exception {
    Held held = held("");
    List<String> states = new ArrayList<>(List.of("22021", "54000"));
    starts.fails =
        request ->
            new IllegalStateException(
                new SQLException("zero\u0000 in it", states.isEmpty() ? "" : states.removeFirst()));

    intake.take(held, List.of(arrival("a\u0000b"), arrival("k".repeat(4000))));

    assertThat(store.letters(held.id(), null, 10))
        .extracting(Letter::error)
        .allMatch(error -> error.startsWith("The message can't be stored: "))
        .hasSize(2);
  }

  @Test
  void keysAreWhatAnIndexCanHold() throws Exception {
    Held held = held("");
    String longOne = "k".repeat(4000);

    intake.take(held, List.of(arrival("a\u0000b"), arrival(longOne), arrival("é".repeat(512))));

    assertThat(starts.keys)
        .containsExactly(
            "subscription:in/mails:a\uFFFDb",
            starts.keys.get(1),
            "subscription:in/mails:" + "é".repeat(512));
    assertThat(starts.keys.get(1)).matches("subscription:in/mails:sha256:[0-9a-f]{64}");
    assertThat(arrival(longOne).key()).isEqualTo(arrival(longOne).key());
    assertThat(arrival(longOne).key()).isNotEqualTo(arrival(longOne + "x").key());
  }

  @Test
  void aReplayedLetterHasTheKeyOfTheSameMessageSentAgain() throws Exception {
    Arrival arrival = new Arrival("box/1", message("7"));
    Held held = held("dedup: {key: \"{{ body.id }}\"}");
    starts.fails = request -> new Executions.PlaybookNotFound("in/one");
    intake.take(held, List.of(arrival));
    starts.fails = request -> null;

    long letter = store.letters(held.id(), null, 1).getFirst().id();
    subscriptions.replay(store.find(held.id()).orElseThrow(), letter);
    intake.take(held, List.of(arrival));

    assertThat(starts.keys).containsExactly("subscription:in/mails:7", "subscription:in/mails:7");
  }

  @Test
  void anOlderVersionsPositionIsNotWrittenIntoTheNewOne() {
    Held held = held("");

    SubscriptionRow newer = store.put(9, parsed(MAILS.replace("MORE", "")));

    assertThat(newer.fetching()).isNotNull();
    assertThat(newer.fetching().owner()).isEqualTo("me");
    assertThat(pulls.reached(held.id(), held.epoch(), Map.of("watermark", 5))).isFalse();
    assertThat(pulls.holds(held.id(), newer.fetching().epoch())).isTrue();
  }

  @Test
  void aSubscriptionThatFetchesNoMoreHasNoOwner() {
    Held held = held("");

    store.put(9, parsed(hook().replace("in/hook", "in/mails")));

    assertThat(
            jdbc.sql("SELECT count(owner) FROM noetl.subscription").query(Integer.class).single())
        .isZero();
    jdbc.sql("UPDATE noetl.subscription SET owner = 'me'").update();
    pulls.leave(held.id(), "other");
    assertThat(pulls.claim("me")).hasSize(1);
    pulls.leave(held.id(), "me");
    assertThat(pulls.claim("me")).isEmpty();
  }

  private static String hook() {
    return """
    apiVersion: noetl.io/v2
    kind: Subscription
    metadata: {name: hook, path: in/hook}
    spec: {source: webhook, ingress: {verify: {type: none}}, dispatch: in/one}
    """;
  }

  private Held held(String more) {
    String content = MAILS.replace(", MORE", more.isEmpty() ? "" : ", " + more);
    Subscription subscription = parsed(content);
    CatalogEntry entry = catalog.register("in/mails", "Subscription", content, Map.of());
    SubscriptionRow row = store.put(entry.catalogId(), subscription);
    jdbc.sql("UPDATE noetl.subscription SET owner = 'me', epoch = 1").update();
    return new Held(row.id(), 1, entry.catalogId(), subscription);
  }

  private static Subscription parsed(String content) {
    return SubscriptionParser.parse(content.replace(", MORE", ""), "s.yaml")
        .subscription()
        .orElseThrow();
  }

  private static Arrival arrival(String key) {
    return new Arrival(key, message(key));
  }

  private static Message message(String id) {
    return new Message(Map.of("id", id), Map.of(), Map.of());
  }

  private void letters(Held held, int count, boolean replayed) {
    letters(held.id(), count, replayed);
  }

  private void letters(long id, int count, boolean replayed) {
    jdbc.sql(
            """
            INSERT INTO noetl.subscription_letter (subscription_id, message, error, execution_id)
            SELECT :id, '{}', 'why', CASE WHEN :replayed THEN 1 END FROM generate_series(1, :count)
            """)
        .param("id", id)
        .param("count", count)
        .param("replayed", replayed)
        .update();
  }

  private Thread taking(Held held, Arrival arrival) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                intake.take(held, List.of(arrival));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private void awaitError(Held held, String text) {
    Awaitility.await().until(() -> String.valueOf(error(held)).contains(text));
  }

  private @Nullable String error(Held held) {
    SubscriptionRow.Fetching fetching = store.find(held.id()).orElseThrow().fetching();
    return fetching == null ? null : fetching.error();
  }

  private int waiting(Held held) {
    return jdbc.sql(
            "SELECT count(*) FROM noetl.subscription_letter WHERE subscription_id = ? AND"
                + " execution_id IS NULL")
        .param(held.id())
        .query(Integer.class)
        .single();
  }

  /** Notes what would be started. */
  private static final class Starts implements Executions {
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private volatile Function<StartRequest, @Nullable RuntimeException> fails = request -> null;

    @Override
    public Started start(StartRequest request) {
      RuntimeException failure = fails.apply(request);
      if (failure != null) {
        throw failure;
      }
      keys.add(String.valueOf(request.idempotencyKey()));
      return new Started(keys.size(), 1, "in/one", 1, false);
    }

    @Override
    public Cancelled cancel(long executionId, boolean cascade, @Nullable String reason) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Ended> end(long executionId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setVariables(long executionId, Map<String, @Nullable Object> variables) {
      throw new UnsupportedOperationException();
    }
  }
}
