package io.noetl.camel.app;

import io.noetl.camel.api.DoctorApi;
import io.noetl.camel.api.ProcessFigures;
import io.noetl.camel.store.doctor.DatabaseExamination;
import io.noetl.camel.store.doctor.Examination;
import java.time.Clock;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What {@code noetlctl doctor} looks at. */
@Configuration(proxyBeanMethods = false)
class DoctorConfiguration {

  @Bean
  Examination serverExamination(
      Flyway flyway,
      DataProperties data,
      @Value("${server.address:}") String address,
      AccessProperties access,
      OutboundProperties outbound) {
    return new ServerExamination(flyway, data.dataDir(), address, access, outbound);
  }

  @Bean
  Examination databaseExamination(JdbcClient jdbc, Clock clock) {
    return new DatabaseExamination(jdbc, clock);
  }

  @Bean
  DoctorApi doctorApi(List<Examination> examinations, ProcessFigures process) {
    return new DoctorApi(examinations, process);
  }
}
