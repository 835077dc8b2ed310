package io.noetl.camel.component.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.component.tool.camel.CamelSources;
import io.noetl.camel.execution.Ended;
import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.StartRequest;
import io.noetl.camel.execution.profile.ExecutionProfiles;
import io.noetl.camel.execution.trigger.Arrival;
import io.noetl.camel.execution.trigger.Intake;
import io.noetl.camel.execution.trigger.Message;
import io.noetl.camel.execution.trigger.PullStore;
import io.noetl.camel.execution.trigger.StartKeys;
import io.noetl.camel.execution.trigger.SubscriptionStore;
import io.noetl.camel.execution.trigger.Subscriptions;
import io.noetl.camel.playbook.SubscriptionParser;
import io.noetl.camel.store.CatalogEntry;
import io.noetl.camel.store.CatalogStore;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.TestDatabase;
import io.noetl.camel.store.TestSecrets;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The thread that fetches. */
class SubscriptionConsumerTest {
  private static final String MAILS =
      """
      apiVersion: noetl.io/v2
      kind: Subscription
      metadata: {name: mails, path: in/mails}
      spec: {source: mail, mail: {auth: box}, dispatch: in/one}
      """;

  private final Json json = new Json();
  private final TestDatabase database = TestDatabase.migrated();
  private final JdbcClient jdbc = database.jdbc();
  private final CountDownLatch started = new CountDownLatch(1);

  @Test
  void anErrorDoesNotEndIt() throws Exception {
    AtomicInteger polls = new AtomicInteger();
    CatalogStore catalog = new CatalogStore(jdbc, json, Clock.systemUTC());
    SubscriptionStore store = new SubscriptionStore(jdbc, json, TestSecrets.columns(database));
    PullStore pulls = new PullStore(jdbc, json);
    Subscriptions subscriptions =
        new Subscriptions(
            store,
            catalog,
            new Starts(),
            new TemplateEngine(TemplateLimits.DEFAULT),
            ExecutionProfiles.trustAll(),
            false);
    CatalogEntry entry = catalog.register("in/mails", "Subscription", MAILS, Map.of());
    subscriptions.registered(
        entry, SubscriptionParser.parse(MAILS, "s.yaml").subscription().orElseThrow());
    jdbc.sql("INSERT INTO noetl.replica (replica_id, lease_until) VALUES ('me', 'infinity')")
        .update();
    CamelContext context = new DefaultCamelContext();
    try (SubscriptionHouse house =
        new SubscriptionHouse(
            "me",
            pulls,
            subscriptions,
            new Intake(
                subscriptions,
                store,
                pulls,
                new StartKeys(jdbc, TestSecrets.of(database)),
                Runnable::run,
                System::nanoTime),
            held -> new Failing(polls),
            new SubscriptionRoutes(
                context, ExecutionProfiles.trustAll(), new CamelSources(context, Map.of())))) {
      context.getRegistry().bind("house", house);
      context.start();
      house.start();

      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      context.stop();
    }
    assertThat(polls.get()).isGreaterThan(1);
  }

  /** Runs out of memory at first. */
  private record Failing(AtomicInteger polls) implements Puller {
    @Override
    public Batch poll(Duration patience) {
      if (polls.incrementAndGet() == 1) {
        throw new OutOfMemoryError("as a test says");
      }
      return new Batch(
          List.of(new Arrival("k" + polls.get(), new Message(Map.of("n", 1L), Map.of(), Map.of()))),
          () -> {});
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  private final class Starts implements Executions {
    @Override
    public Started start(StartRequest request) {
      started.countDown();
      return new Started(1, 1, "in/one", 1, false);
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
