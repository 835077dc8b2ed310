package io.noetl.camel.app;

import io.noetl.camel.api.MessageRates;
import io.noetl.camel.api.SubscriptionApi;
import io.noetl.camel.api.WebhookApi;
import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.profile.ExecutionProfiles;
import io.noetl.camel.execution.trace.Tracer;
import io.noetl.camel.execution.trigger.SubscriptionStore;
import io.noetl.camel.execution.trigger.Subscriptions;
import io.noetl.camel.execution.trigger.WebhookVerifier;
import io.noetl.camel.store.CatalogStore;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.secret.CredentialStore;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.store.secret.SealedColumns;
import io.noetl.camel.template.TemplateEngine;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What starts playbooks from outside. */
@Configuration(proxyBeanMethods = false)
class TriggerConfiguration {

  @Bean
  SubscriptionStore subscriptionStore(JdbcClient jdbc, Json json, SealedColumns columns) {
    return new SubscriptionStore(jdbc, json, columns);
  }

  @Bean
  Subscriptions subscriptions(
      SubscriptionStore store,
      CatalogStore catalog,
      Executions executions,
      TemplateEngine templates,
      ExecutionProfiles profiles,
      ObjectProvider<Tracer> tracer) {
    return new Subscriptions(
        store, catalog, executions, templates, profiles, tracer.getIfAvailable() != null);
  }

  @Bean
  SubscriptionApi subscriptionApi(
      Subscriptions subscriptions, SubscriptionStore store, KnownSecrets secrets) {
    return new SubscriptionApi(subscriptions, store, secrets);
  }

  @Bean
  WebhookApi webhookApi(
      Subscriptions subscriptions,
      CredentialStore credentials,
      Executions executions,
      KnownSecrets secrets,
      Json json,
      Clock clock) {
    return new WebhookApi(
        subscriptions,
        new WebhookVerifier(credentials::data, clock),
        executions::end,
        new MessageRates(clock),
        secrets,
        json);
  }
}
