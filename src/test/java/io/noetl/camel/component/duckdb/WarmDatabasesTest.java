package io.noetl.camel.component.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The next execution finds loaded what the ones before had to load. */
class WarmDatabasesTest {
  private final WarmDatabases warm =
      new WarmDatabases(new DuckDbOpener(DuckDbSettings.defaults()), Runnable::run);

  @BeforeEach
  void extensionsAreThere() {
    assertThat(DuckDbSettings.defaults().extensionDirectory())
        .as("tools/extensions/fetch.sh was run, as the build does")
        .isDirectory();
  }

  private static String loaded(OpenedDuckDb database) throws Exception {
    try (ResultSet rows =
        database
            .connection()
            .createStatement()
            .executeQuery(
                "SELECT coalesce(string_agg(extension_name, ',' ORDER BY extension_name), '') FROM"
                    + " duckdb_extensions() WHERE loaded AND extension_name IN ('excel',"
                    + " 'httpfs')")) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void whatWasLoadedOnceIsLoaded() throws Exception {
    try (OpenedDuckDb first = warm.take()) {
      assertThat(loaded(first)).isEmpty();
      warm.ran("LOAD excel");
      warm.ran(" load 'httpfs';");
    }
    try (OpenedDuckDb second = warm.take();
        OpenedDuckDb third = warm.take()) {
      assertThat(loaded(second)).isEqualTo("excel,httpfs");
      assertThat(loaded(third)).isEqualTo("excel,httpfs");
      second.connection().createStatement().execute("CREATE TABLE mine (a INT)");
      assertThat(
              third
                  .connection()
                  .createStatement()
                  .executeQuery("SELECT 1 FROM duckdb_tables() WHERE table_name = 'mine'")
                  .next())
          .isFalse();
    }
    warm.close();
  }

  @Test
  void otherNamesAndStatementsAreNotLearned() throws Exception {
    warm.ran("LOAD '/tmp/own.duckdb_extension'");
    warm.ran("LOAD nobody_knows");
    warm.ran("SELECT 'LOAD excel'");
    try (OpenedDuckDb next = warm.take()) {
      assertThat(loaded(next)).isEmpty();
    }
    warm.close();
  }
}
