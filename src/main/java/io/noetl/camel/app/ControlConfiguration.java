package io.noetl.camel.app;

import io.noetl.camel.app.EngineConfiguration.ReplicaName;
import io.noetl.camel.execution.Engine;
import io.noetl.camel.execution.Playbooks;
import io.noetl.camel.execution.RunStore;
import io.noetl.camel.execution.SnowflakeIds;
import io.noetl.camel.execution.control.ExecutionLog;
import io.noetl.camel.execution.control.PauseControl;
import io.noetl.camel.execution.control.PauseStore;
import io.noetl.camel.execution.control.PauseWatch;
import io.noetl.camel.execution.control.Pauses;
import io.noetl.camel.execution.control.ReplayControl;
import io.noetl.camel.execution.control.Replays;
import io.noetl.camel.execution.control.RerunControl;
import io.noetl.camel.execution.control.Reruns;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.SealedEvents;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people do with executions from outside. */
@Configuration(proxyBeanMethods = false)
class ControlConfiguration {
  private static final Duration PAUSE_LOOKS = Duration.ofSeconds(3);

  @Bean
  PauseStore pauseStore(JdbcClient jdbc, Clock clock, ReplicaName replica) {
    return new PauseStore(jdbc, clock, replica.name());
  }

  @Bean
  Pauses pauses(PauseStore store, Engine engine, SnowflakeIds ids) {
    return new PauseControl(store, engine, ids);
  }

  @Bean
  ExecutionLog executionLog(JdbcClient jdbc, Json json, SealedEvents secrets) {
    return new ExecutionLog(jdbc, json, secrets);
  }

  @Bean
  Reruns reruns(
      ExecutionLog log,
      Playbooks playbooks,
      Engine engine,
      RunStore store,
      SnowflakeIds ids,
      Clock clock,
      Json json) {
    return new RerunControl(log, playbooks, engine, store, ids, clock, json);
  }

  @Bean
  Replays replays(ExecutionLog log, Playbooks playbooks) {
    return new ReplayControl(log, playbooks);
  }

  @Bean
  PauseWatch pauseWatch(PauseStore store, Engine engine, ReplicaName replica) {
    return new PauseWatch(store, engine, replica.name(), PAUSE_LOOKS);
  }
}
