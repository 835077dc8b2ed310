package io.noetl.camel.app.health;

import io.noetl.camel.app.DataProperties;
import io.noetl.camel.app.metrics.LeaseAge;
import io.noetl.camel.component.duckdb.DuckDbSettings;
import io.noetl.camel.component.python.ChosenEngines;
import io.noetl.camel.execution.Replica;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The parts that {@code /actuator/health} tells of. Each bean's name is its part's; which of them
 * make a server not ready is said in application.yaml.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration APART = Duration.ofSeconds(5);

  @Bean(initMethod = "start")
  DatabaseWatch databaseWatch(DataSource database, Clock clock) {
    return new DatabaseWatch(database, clock);
  }

  @Bean
  HealthIndicator databaseHealthIndicator(DatabaseWatch watch) {
    return () -> younger(watch.silence(), "no answer for %d s");
  }

  /** How old the last sign of life may be. */
  private static Health younger(Duration age, String otherwise) {
    return age.compareTo(PATIENCE) > 0
        ? Health.down().withDetail("reason", otherwise.formatted(age.toSeconds())).build()
        : Health.up().build();
  }

  @Bean
  HealthIndicator clockHealthIndicator(DatabaseWatch watch) {
    return () -> {
      Duration apart = watch.seen().apart();
      Health.Builder health = apart.compareTo(APART) > 0 ? Health.down() : Health.up();
      return health.withDetail("seconds_apart", apart.toMillis() / 1000.0).build();
    };
  }

  @Bean
  HealthIndicator leaseHealthIndicator(LeaseAge lease, ObjectProvider<Replica> replica) {
    return () ->
        replica.getIfAvailable() == null
            ? Health.up().build()
            : younger(lease.age(), "not renewed for %d s");
  }

  @Bean
  HealthIndicator poolsHealthIndicator(DataSource database) {
    return new PoolsHealth(database);
  }

  @Bean
  HealthIndicator pythonHealthIndicator(ObjectProvider<ChosenEngines> engines) {
    return () -> {
      ChosenEngines here = engines.getIfAvailable();
      return here == null ? Health.unknown().build() : new PythonHealth(here::figures).health();
    };
  }

  @Bean
  HealthIndicator extensionsHealthIndicator(ObjectProvider<DuckDbSettings> settings) {
    return () -> {
      DuckDbSettings here = settings.getIfAvailable();
      return here == null
          ? Health.unknown().build()
          : new ExtensionsHealth(here.extensionDirectory()).health();
    };
  }

  @Bean
  HealthIndicator diskHealthIndicator(DataProperties data) {
    return new DiskHealth(data.dataDir());
  }
}
