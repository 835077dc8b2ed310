package io.noetl.camel.app;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/** Brings the schema up to date, and says so once where there is something to do. */
@Component
final class SchemaUpgrade implements FlywayMigrationStrategy {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaUpgrade.class);

  @Override
  public void migrate(Flyway flyway) {
    MigrationInfo[] pending = flyway.info().pending();
    if (pending.length > 0) {
      MigrationInfo current = flyway.info().current();
      LOG.info(
          "Brings the database's schema from version {} to {}, {} migrations",
          current == null ? "none" : current.getVersion(),
          pending[pending.length - 1].getVersion(),
          pending.length);
    }
    flyway.migrate();
  }
}
