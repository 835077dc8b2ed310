package io.noetl.camel.app;

import io.noetl.camel.app.metrics.MaintenanceMetrics;
import io.noetl.camel.execution.SnowflakeIds;
import io.noetl.camel.store.CatalogStore;
import io.noetl.camel.store.CleanupQuery;
import io.noetl.camel.store.ExecutionQueries;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.KeptSignals;
import io.noetl.camel.store.ProgressQuery;
import io.noetl.camel.store.RuntimeStore;
import io.noetl.camel.store.ServiceTransactions;
import io.noetl.camel.store.StatusQueries;
import io.noetl.camel.store.VariableStore;
import io.noetl.camel.store.notice.NoticeStore;
import io.noetl.camel.store.retention.Retention;
import io.noetl.camel.store.secret.KeychainStore;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.store.secret.SealedColumns;
import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What stands in PostgreSQL, secrets aside. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

  @Bean
  ServiceTransactions transactionManager(DataSource database) {
    return new ServiceTransactions(database);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  SecureRandom secureRandom() {
    return new SecureRandom();
  }

  @Bean
  Json json() {
    return new Json();
  }

  @Bean
  CatalogStore catalogStore(JdbcClient jdbc, Json json, Clock clock) {
    return new CatalogStore(jdbc, json, clock);
  }

  @Bean
  VariableStore variableStore(JdbcClient jdbc, Json json, SealedColumns columns) {
    return new VariableStore(jdbc, json, columns);
  }

  @Bean
  ExecutionQueries executionQueries(JdbcClient jdbc, Json json, SealedColumns columns) {
    return new ExecutionQueries(jdbc, json, columns);
  }

  @Bean
  NoticeStore noticeStore(JdbcClient jdbc, KnownSecrets secrets) {
    return new NoticeStore(jdbc, secrets);
  }

  @Bean
  CleanupQuery cleanupQuery(JdbcClient jdbc, Json json) {
    return new CleanupQuery(jdbc, json);
  }

  @Bean
  ProgressQuery progressQuery(JdbcClient jdbc, Json json, VariableStore variables) {
    return new ProgressQuery(jdbc, json, variables);
  }

  @Bean
  Retention retention(JdbcClient jdbc, TransactionTemplate transactions, Clock clock) {
    return new Retention(jdbc, transactions, clock, SnowflakeIds::firstOf);
  }

  @Bean
  RuntimeStore runtimeStore(JdbcClient jdbc, Json json) {
    return new RuntimeStore(jdbc, json);
  }

  @Bean(initMethod = "start")
  @DependsOn("flywayInitializer")
  Maintenance maintenance(
      RuntimeStore runtimes,
      KeychainStore keychain,
      JdbcClient jdbc,
      MaintenanceMetrics metrics,
      Clock clock) {
    return new Maintenance(runtimes, keychain, new KeptSignals(jdbc), metrics, clock);
  }

  @Bean
  StatusQueries statusQueries(JdbcClient jdbc) {
    return new StatusQueries(jdbc);
  }
}
