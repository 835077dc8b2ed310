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
import io.noetl.camel.store.event.ExecutionRow;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of messages of which many start one execution. */
class BatchIntakeTest {
  private static final String DOCUMENT =
      """
      apiVersion: noetl.io/v2
      kind: Subscription
      metadata: {name: mails, path: in/mails}
      spec:
        source: mail
        mail: {auth: box}
        dispatch: {playbook: in/many, batch: {size: 10}, payload: {ids: "{{ messages | map(attribute='body') | map(attribute='id') | list }}", size: "{{ batch.size }}"}}
        MORE
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
  void messagesThatHaveStartedSomethingAreInNoOtherBatch() throws Exception {
    Held held = held("");

    intake.take(held, arrivals(0, 25));
    assertThat(starts.sizes()).containsExactly(10, 10, 5);

    // they come again with other boundaries
    intake.take(held, arrivals(7, 33));
    assertThat(starts.sizes()).containsExactly(10, 10, 5, 8);
    assertThat(starts.ids())
        .containsExactlyElementsOf(IntStream.range(0, 33).mapToObj(Integer::toString).toList());
    assertThat(counts(held)).containsExactly(51L, 33L, 18L, 0L);
  }

  @Test
  void theSameMessageIsInABatchOnce() throws Exception {
    Held held = held("dedup: {key: \"{{ body.id }}\"}");

    intake.take(
        held,
        List.of(
            new Arrival("box/1", message("a")),
            new Arrival("box/2", message("b")),
            new Arrival("box/3", message("a"))));

    assertThat(starts.ids()).containsExactly("a", "b");
    assertThat(counts(held)).containsExactly(3L, 2L, 1L, 0L);
    assertThat(starts.started.getFirst().payload()).containsEntry("size", 2L);
  }

  @Test
  void whatCannotBeReadIsALetterOfItsOwn() throws Exception {
    Held held = held("dedup: {key: \"{{ body.id }}\"}");
    List<Arrival> arrivals = new ArrayList<>(arrivals(0, 3));
    arrivals.add(1, new Arrival("bad", message("x"), "it can't be read"));
    arrivals.add(2, new Arrival("blank", message("")));

    intake.take(held, arrivals);

    assertThat(starts.ids()).containsExactly("0", "1", "2");
    assertThat(store.letters(held.id(), null, 10))
        .extracting(Letter::key)
        .containsExactly("blank", "bad");
  }

  @Test
  void whatStartsNothingIsFoundAndTheOthersStart() throws Exception {
    Held held = held("");
    starts.fails =
        request ->
            String.valueOf(request.payload().get("ids")).matches(".*\\b(3|7)\\b.*")
                ? new Workload.StartRefused("not 3 and not 7")
                : null;

    intake.take(held, arrivals(0, 10));

    assertThat(starts.ids()).containsExactly("0", "1", "2", "4", "5", "6", "8", "9");
    assertThat(store.letters(held.id(), null, 10))
        .extracting(Letter::key)
        .containsExactly("7", "3");

    starts.fails = request -> null;
    long letter = store.letters(held.id(), null, 1).getFirst().id();
    subscriptions.replay(store.find(held.id()).orElseThrow(), letter);
    assertThat(starts.started.getLast().payload())
        .containsEntry("ids", List.of("7"))
        .containsEntry("size", 1L);
    assertThat(starts.started.getLast().idempotencyKey()).isEqualTo("subscription:in/mails:7");
  }

  @Test
  void withoutThePlaybookEachIsALetterAtOnce() throws Exception {
    Held held = held("");
    List<Integer> asked = new CopyOnWriteArrayList<>();
    starts.fails =
        request -> {
          asked.add(1);
          return new Executions.PlaybookNotFound("in/many");
        };

    intake.take(held, arrivals(0, 10));

    assertThat(asked).hasSize(1);
    assertThat(store.letters(held.id(), null, 20)).hasSize(10);
  }

  @Test
  void whereOthersWereRecordedMeanwhileItLooksAgain() throws Exception {
    Held held = held("");
    List<Integer> once = new CopyOnWriteArrayList<>(List.of(1));
    starts.fails =
        request -> {
          if (once.isEmpty()) {
            return null;
          }
          once.clear();
          // as one whose answer was lost
          starts.record(
              new ExecutionRow.Messages(
                  List.of("subscription:in/mails:0", "subscription:in/mails:1"), held.id(), 1, 0),
              99);
          return new Executions.MessagesTaken();
        };

    intake.take(held, arrivals(0, 4));

    assertThat(starts.ids()).containsExactly("2", "3");
    assertThat(counts(held)).containsExactly(4L, 2L, 2L, 0L);
  }

  @Test
  @Timeout(30)
  void oneWhoseBusinessKeyIsTakenHoldsUpNoOthers() throws Exception {
    Held held = held("");
    starts.fails =
        request -> {
          ExecutionRow.Messages messages =
              Objects.requireNonNull(request.origin().messages(), "messages");
          if (!messages.keys().contains("subscription:in/mails:3")) {
            return null;
          }
          // the statement takes the turn, though the key is refused
          starts.record(
              new ExecutionRow.Messages(
                  List.of(), messages.subscriptionId(), messages.epoch(), messages.turn()),
              0);
          return new Workload.KeyTaken("the key is taken", 99);
        };

    intake.take(held, arrivals(0, 25));

    assertThat(starts.ids())
        .containsExactlyElementsOf(
            IntStream.range(0, 25).filter(n -> n != 3).mapToObj(Integer::toString).toList());
    assertThat(store.letters(held.id(), null, 10)).extracting(Letter::key).containsExactly("3");
    assertThat(counts(held)).containsExactly(25L, 24L, 0L, 1L);
  }

  @Test
  @Timeout(30)
  void whileAKeyThatAllShareIsTakenEachIsALetter() throws Exception {
    Held held = held("");
    starts.fails =
        request -> {
          ExecutionRow.Messages messages =
              Objects.requireNonNull(request.origin().messages(), "messages");
          starts.record(
              new ExecutionRow.Messages(
                  List.of(), messages.subscriptionId(), messages.epoch(), messages.turn()),
              0);
          return new Workload.KeyTaken("the key is taken", 99);
        };

    intake.take(held, arrivals(0, 10));

    assertThat(store.letters(held.id(), null, 20)).hasSize(10);
  }

  @Test
  void whatAQuotaRefusesStaysAtItsSourceUntilThereIsSomethingLeft() throws Exception {
    Held held = held("");
    List<Integer> asked = new CopyOnWriteArrayList<>();
    starts.fails =
        request -> {
          asked.add(1);
          return asked.size() < 3 ? new Workload.QuotaFull("all are open", "team=data") : null;
        };

    intake.take(held, arrivals(0, 10));

    assertThat(asked).hasSize(3);
    assertThat(starts.sizes()).containsExactly(10);
    assertThat(store.letters(held.id(), null, 20)).isEmpty();
  }

  @Test
  void aLimitCountsBatches() throws Exception {
    Held held = held("limits: {max_in_flight: 2}");
    intake.take(held, arrivals(0, 15));
    assertThat(starts.sizes()).containsExactly(10, 5);
  }

  @Test
  void aBatchIsNotHeavierThanAValueMayBe() throws Exception {
    Held held = held("");
    String heavy = "x".repeat(9 << 20);

    intake.take(held, List.of(new Arrival("a", message(heavy)), new Arrival("b", message(heavy))));

    assertThat(starts.sizes()).containsExactly(1, 1);
  }

  private List<Long> counts(Held held) {
    SubscriptionRow.Counts counts = store.find(held.id()).orElseThrow().counts();
    return List.of(counts.received(), counts.started(), counts.duplicates(), counts.refused());
  }

  private Held held(String more) {
    String content = DOCUMENT.replace("MORE", more);
    Subscription subscription =
        SubscriptionParser.parse(content, "s.yaml").subscription().orElseThrow();
    CatalogEntry entry = catalog.register("in/mails", "Subscription", content, Map.of());
    SubscriptionRow row = store.put(entry.catalogId(), subscription);
    jdbc.sql("UPDATE noetl.subscription SET owner = 'me', epoch = 1").update();
    return new Held(row.id(), 1, entry.catalogId(), subscription);
  }

  private static List<Arrival> arrivals(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(n -> new Arrival(Integer.toString(n), message(Integer.toString(n))))
        .toList();
  }

  private static Message message(String id) {
    return new Message(Map.of("id", id), Map.of(), Map.of());
  }

  /** Notes what is started, with its keys, as the database does. */
  private final class Starts implements Executions {
    private final List<StartRequest> started = new CopyOnWriteArrayList<>();
    private volatile Function<StartRequest, @Nullable RuntimeException> fails = request -> null;

    List<Integer> sizes() {
      return started.stream().map(each -> ids(each).size()).toList();
    }

    List<String> ids() {
      return started.stream().flatMap(each -> ids(each).stream()).toList();
    }

    private List<String> ids(StartRequest request) {
      return ((List<?>) Objects.requireNonNull(request.payload().get("ids")))
          .stream().map(String::valueOf).toList();
    }

    @Override
    public Started start(StartRequest request) {
      RuntimeException failure = fails.apply(request);
      if (failure != null) {
        throw failure;
      }
      started.add(request);
      ExecutionRow.Messages messages = request.origin().messages();
      if (messages != null) {
        record(messages, started.size());
      }
      return new Started(started.size(), 1, "in/many", 1, false);
    }

    void record(ExecutionRow.Messages messages, long executionId) {
      assertThat(
              jdbc.sql("UPDATE noetl.subscription SET turn = turn + 1 WHERE epoch = ? AND turn = ?")
                  .params(messages.epoch(), messages.turn())
                  .update())
          .isEqualTo(1);
      for (String key : messages.keys()) {
        jdbc.sql("INSERT INTO noetl.start_key VALUES (?, ?)").params(key, executionId).update();
      }
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
