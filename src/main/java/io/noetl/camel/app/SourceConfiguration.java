package io.noetl.camel.app;

import io.noetl.camel.component.subscription.SourceConnections;
import io.noetl.camel.component.subscription.SourceFolders;
import io.noetl.camel.component.subscription.SubscriptionHouse;
import io.noetl.camel.component.subscription.SubscriptionRoutes;
import io.noetl.camel.component.tool.camel.CamelScheme;
import io.noetl.camel.component.tool.camel.CamelSources;
import io.noetl.camel.execution.SnowflakeIds;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.profile.ExecutionProfiles;
import io.noetl.camel.execution.trigger.Intake;
import io.noetl.camel.execution.trigger.PullStore;
import io.noetl.camel.execution.trigger.SeenObjects;
import io.noetl.camel.execution.trigger.StartKeys;
import io.noetl.camel.execution.trigger.SubscriptionStore;
import io.noetl.camel.execution.trigger.Subscriptions;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.SealedEvents;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.postgres.PostgresPools;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What fetches messages of subscriptions. */
@Configuration(proxyBeanMethods = false)
class SourceConfiguration {

  @Bean
  PullStore pullStore(JdbcClient jdbc, Json json) {
    return new PullStore(jdbc, json);
  }

  @Bean
  SeenObjects seenObjects(JdbcClient jdbc) {
    return new SeenObjects(jdbc);
  }

  @Bean
  StartKeys startKeys(JdbcClient jdbc, SealedEvents secrets) {
    return new StartKeys(jdbc, secrets);
  }

  @Bean
  Intake intake(
      Subscriptions subscriptions,
      SubscriptionStore letters,
      PullStore store,
      StartKeys keys,
      Threads threads) {
    return new Intake(subscriptions, letters, store, keys, threads.executor(), System::nanoTime);
  }

  @Bean
  SourceConnections sourceConnections(
      PullStore store,
      SeenObjects seen,
      ExecutionProfiles profiles,
      CredentialResolver credentials,
      OutboundGuard guard,
      PostgresPools databases,
      SourceProperties properties,
      Json json,
      SecureRandom random,
      SnowflakeIds ids,
      Clock clock) {
    return new SourceConnections(
        store,
        seen,
        profiles,
        credentials,
        guard,
        databases,
        new SourceFolders(properties.folders()),
        json,
        random,
        ids::next,
        clock);
  }

  @Bean
  SubscriptionHouse subscriptionHouse(
      EngineConfiguration.ReplicaName replica,
      PullStore store,
      Subscriptions subscriptions,
      Intake intake,
      SourceConnections connections,
      ExecutionProfiles profiles,
      SourceProperties properties,
      CamelContext context) {
    return new SubscriptionHouse(
        replica.name(),
        store,
        subscriptions,
        intake,
        connections,
        new SubscriptionRoutes(
            context,
            profiles,
            new CamelSources(
                context,
                properties.camel().entrySet().stream()
                    .collect(
                        Collectors.toMap(
                            Map.Entry::getKey,
                            opened ->
                                new CamelScheme(
                                    opened.getValue().paths(),
                                    opened.getValue().options(),
                                    Set.of()))))));
  }

  /** When routes can be loaded. */
  @Bean
  ApplicationListener<ApplicationReadyEvent> openSubscriptions(SubscriptionHouse house) {
    return ready -> house.start();
  }

  /** Before Camel stops its routes: what they have fetched is recorded, or another fetches it. */
  @Bean
  ApplicationListener<ContextClosedEvent> closeSubscriptions(SubscriptionHouse house) {
    return closing -> house.close();
  }
}
