package io.noetl.camel.app;

import io.noetl.camel.execution.Engine;
import io.noetl.camel.execution.Parking;
import io.noetl.camel.execution.ReplicaStore;
import io.noetl.camel.execution.Signals;
import io.noetl.camel.execution.SnowflakeIds;
import io.noetl.camel.execution.approval.JdbcApprovals;
import io.noetl.camel.execution.wait.JdbcWaits;
import io.noetl.camel.execution.wait.Waits;
import io.noetl.camel.execution.wait.Wakes;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.notice.NoticeStore;
import io.noetl.camel.store.secret.SealedColumns;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What steps wait for. */
@Configuration(proxyBeanMethods = false)
class WaitConfiguration {

  @Bean(initMethod = "start")
  @DependsOn("flywayInitializer")
  Parking parking(
      EngineConfiguration.ReplicaName replica, ReplicaStore store, Engine engine, Clock clock) {
    return new Parking(replica.name(), store, engine, clock);
  }

  @Bean
  Wakes wakes(JdbcClient jdbc, Signals signals) {
    return new Wakes(jdbc, signals);
  }

  @Bean
  JdbcApprovals approvals(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      Json json,
      SealedColumns columns,
      Wakes wakes,
      Clock clock) {
    return new JdbcApprovals(
        jdbc, new TransactionTemplate(transactions), json, columns, wakes, clock);
  }

  @Bean
  JdbcWaits waitBook(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      Json json,
      SealedColumns columns,
      SnowflakeIds ids,
      Wakes wakes,
      NoticeStore notices) {
    return new JdbcWaits(
        jdbc, new TransactionTemplate(transactions), json, columns, ids, wakes, notices);
  }

  @Bean(initMethod = "start")
  Waits waits(JdbcWaits book, Threads threads, Clock clock) {
    return new Waits(book, threads.timers(), threads.executor(), clock);
  }
}
