package io.noetl.camel.app;

import io.noetl.camel.app.EngineConfiguration.ReplicaName;
import io.noetl.camel.execution.Engine;
import io.noetl.camel.execution.SnowflakeIds;
import io.noetl.camel.execution.control.PauseControl;
import io.noetl.camel.execution.control.PauseStore;
import io.noetl.camel.execution.control.PauseWatch;
import io.noetl.camel.execution.control.Pauses;
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
  PauseWatch pauseWatch(PauseStore store, Engine engine, ReplicaName replica) {
    return new PauseWatch(store, engine, replica.name(), PAUSE_LOOKS);
  }
}
