package io.noetl.camel.app;

import io.noetl.camel.store.doctor.Examination;
import io.noetl.camel.store.doctor.Finding;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** Looks at the version of the database's schema. */
final class SchemaExamination implements Examination {
  private final Flyway flyway;

  SchemaExamination(Flyway flyway) {
    this.flyway = flyway;
  }

  @Override
  public List<Finding> examine() {
    MigrationInfo[] pending = flyway.info().pending();
    MigrationInfo current = flyway.info().current();
    String version = current == null ? "none" : String.valueOf(current.getVersion());
    return List.of(
        pending.length == 0
            ? Finding.ok("schema", "Version " + version)
            : Finding.wrong(
                "schema",
                "Version %s, and %d migrations are not applied".formatted(version, pending.length),
                "Start a server whose database user may change the schema, or run the chart's"
                    + " migration job."));
  }
}
