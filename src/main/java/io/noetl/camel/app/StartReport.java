package io.noetl.camel.app;

import io.noetl.camel.api.ProcessFigures;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says once, when the server is ready, what it is, where, and with what. */
@Component
final class StartReport implements ApplicationListener<ApplicationReadyEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(StartReport.class);
  private static final long MEGABYTE = 1 << 20;

  private final ProcessFigures process;
  private final CamelContext camel;
  private final DataSource database;
  private final Flyway flyway;
  private final DataProperties data;
  private final EngineProperties engine;
  private final AccessProperties access;

  StartReport(
      ProcessFigures process,
      CamelContext camel,
      DataSource database,
      Flyway flyway,
      DataProperties data,
      EngineProperties engine,
      AccessProperties access) {
    this.process = process;
    this.camel = camel;
    this.database = database;
    this.flyway = flyway;
    this.data = data;
    this.engine = engine;
    this.access = access;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    if (!LOG.isInfoEnabled()) {
      // a run from the command line asks the database nothing for it
      return;
    }
    Environment settings = ready.getApplicationContext().getEnvironment();
    Runtime machine = Runtime.getRuntime();
    LOG.info(
        "noetl-camel {}, {}, on Camel {}, Java {}, process {}, {} processors, {} MB of heap",
        process.version(),
        process.name(),
        camel.getVersion(),
        Runtime.version(),
        ManagementFactory.getRuntimeMXBean().getPid(),
        machine.availableProcessors(),
        machine.maxMemory() / MEGABYTE);
    String address = settings.getProperty("server.address", "");
    LOG.info(
        "Listens on {}:{}; {}",
        address.isEmpty() ? "*" : address,
        settings.getProperty("local.server.port"),
        access.open(address) ? "whoever reaches it may do all" : "callers need a key or a token");
    LOG.info("Database: {}", described());
    LOG.info("Keeps its files in {}", data.dataDir().toAbsolutePath());
    LOG.info("Runs up to {} executions at a time", engine.maxExecutions());
    LOG.info(
        "Metrics at /metrics, health at /actuator/health, traces to {}",
        settings.getProperty("noetl.tracing.endpoint", "nobody"));
  }

  private String described() {
    MigrationInfo schema = flyway.info().current();
    try (Connection connection = database.getConnection()) {
      DatabaseMetaData there = connection.getMetaData();
      return "%s %s at %s as %s, schema %s"
          .formatted(
              there.getDatabaseProductName(),
              there.getDatabaseProductVersion(),
              // options may hold a password
              there.getURL().replaceAll("^jdbc:postgresql://|\\?.*$", ""),
              there.getUserName(),
              schema == null ? "none" : schema.getVersion());
    } catch (SQLException e) {
      return "does not answer: " + e.getMessage();
    }
  }
}
