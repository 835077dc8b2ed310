package io.noetl.camel.app;

import io.noetl.camel.api.QuotaApi;
import io.noetl.camel.execution.Quotas;
import io.noetl.camel.execution.Signals;
import io.noetl.camel.store.quota.QuotaStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The quotas of labels, as they stand and as this server knows them. */
@Configuration(proxyBeanMethods = false)
class QuotaConfiguration {

  @Bean
  QuotaStore quotaStore(JdbcClient jdbc) {
    return new QuotaStore(jdbc);
  }

  @Bean
  Quotas quotas(QuotaStore store) {
    return new Quotas(store);
  }

  @Bean
  QuotaApi quotaApi(QuotaStore store, Quotas quotas, Signals signals) {
    return new QuotaApi(store, quotas, signals);
  }
}
