package io.noetl.camel.cli.local;

import io.noetl.camel.cli.ExitCode;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Brings the schema of the configured database up to date and ends: what an init container runs.
 * Flyway's lock lets one process do it while the others wait, and a schema that is newer than this
 * program is left alone.
 */
public final class SchemaMigration {
  private static final String SCHEMA = "noetl";

  private SchemaMigration() {}

  /** Ends the process with an exit code of {@link ExitCode}. */
  public static void main(String[] args) {
    // Without it every step of Flyway and the driver would be printed.
    LoggingSystem.get(SchemaMigration.class.getClassLoader()).beforeInitialize();
    System.exit(run(System.getenv()));
  }

  static int run(Map<String, String> environment) {
    DatabaseAddress database = DatabaseAddress.configured(environment).orElse(null);
    if (database == null) {
      System.err.println("NOETL_DATABASE_URL is not set (expected: postgresql://user@host/db)");
      return ExitCode.USAGE;
    }
    try {
      int applied = migrate(database);
      System.err.printf("The schema of %s is up to date, %d new%n", database, applied);
      return ExitCode.OK;
    } catch (FlywayException e) {
      System.err.printf("The schema of %s: %s%n", database, e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private static int migrate(DatabaseAddress database) {
    return Flyway.configure()
        .dataSource(database.url(), database.user(), database.password())
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .ignoreMigrationPatterns("*:future")
        .load()
        .migrate()
        .migrationsExecuted;
  }
}
