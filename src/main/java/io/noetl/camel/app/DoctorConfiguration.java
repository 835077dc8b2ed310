package io.noetl.camel.app;

import io.noetl.camel.api.DoctorApi;
import io.noetl.camel.api.ProcessFigures;
import io.noetl.camel.store.doctor.DatabaseExamination;
import io.noetl.camel.store.doctor.Examination;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What {@code noetlctl doctor} looks at. */
@Configuration(proxyBeanMethods = false)
class DoctorConfiguration {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Bean
  Examination serverExamination(
      DataProperties data,
      @Value("${server.address:}") String address,
      AccessProperties access,
      OutboundProperties outbound) {
    return new ServerExamination(data.dataDir(), address, access, outbound);
  }

  @Bean
  Examination reachedDatabase(
      HealthIndicator databaseHealthIndicator,
      Flyway flyway,
      JdbcClient jdbc,
      Threads threads,
      Clock clock) {
    return new ReachedDatabase(
        databaseHealthIndicator,
        List.of(new SchemaExamination(flyway), new DatabaseExamination(jdbc, clock)),
        threads.executor(),
        PATIENCE);
  }

  @Bean
  DoctorApi doctorApi(List<Examination> examinations, ProcessFigures process) {
    return new DoctorApi(examinations, process);
  }
}
