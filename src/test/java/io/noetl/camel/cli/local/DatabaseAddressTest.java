package io.noetl.camel.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The environment may name a database in three ways. */
class DatabaseAddressTest {
  @Test
  void noneIsNamed() {
    assertThat(DatabaseAddress.configured(Map.of("NOETL_DATABASE_URL", ""))).isEmpty();
  }

  @Test
  void aUrlAsPostgresqlWritesIt() {
    assertThat(
            DatabaseAddress.configured(
                Map.of(
                    "NOETL_DATABASE_URL",
                    "postgresql://me%40here:p%2Fw+x@db.example:6432/noetl?sslmode=require")))
        .contains(
            new DatabaseAddress(
                "jdbc:postgresql://db.example:6432/noetl?sslmode=require", "me@here", "p/w+x"));
  }

  @Test
  void aUrlAsJdbcWritesIt() {
    assertThat(
            DatabaseAddress.configured(
                Map.of(
                    "NOETL_DATABASE_URL", "jdbc:postgresql://a,b/noetl",
                    "NOETL_USER", "u",
                    "NOETL_PASSWORD", "p")))
        .contains(new DatabaseAddress("jdbc:postgresql://a,b/noetl", "u", "p"));
  }

  @Test
  void thePasswordMayStandInAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "p w\n");
    for (String name : List.of("NOETL_PASSWORD_FILE", "POSTGRES_PASSWORD_FILE")) {
      assertThat(
              DatabaseAddress.configured(
                  Map.of("POSTGRES_HOST", "db", name, file.toString(), "NOETL_PASSWORD", "old")))
          .contains(new DatabaseAddress("jdbc:postgresql://db:5432/noetl", "", "p w"));
    }
    assertThatThrownBy(
            () ->
                DatabaseAddress.configured(
                    Map.of("POSTGRES_HOST", "db", "NOETL_PASSWORD_FILE", folder + "/none")))
        .hasMessageContaining("Cannot read the database's password in " + folder);
  }

  @Test
  void theVariablesOfNoetl() {
    assertThat(
            DatabaseAddress.configured(
                Map.of(
                    "POSTGRES_HOST", "db",
                    "POSTGRES_DB", "demo_noetl",
                    "NOETL_POSTGRES_DB", "noetl",
                    "POSTGRES_USER", "demo",
                    "POSTGRES_PASSWORD", "demo",
                    "NOETL_USER", "noetl",
                    "NOETL_PASSWORD", "secret")))
        .contains(new DatabaseAddress("jdbc:postgresql://db:5432/noetl", "noetl", "secret"));
  }

  @Test
  void neverPrintsItsPassword() {
    assertThat(new DatabaseAddress("jdbc:postgresql://db/noetl", "u", "secret").toString())
        .doesNotContain("secret");
    assertThat(
            new DatabaseAddress(
                    "jdbc:postgresql://db/noetl?user=u&password=secret&ssl=true", "", "")
                .toString())
        .isEqualTo("jdbc:postgresql://db/noetl?user=u&password=***&ssl=true");
  }

  @Test
  void anotherDatabaseIsRefused() {
    assertThatThrownBy(
            () -> DatabaseAddress.configured(Map.of("NOETL_DATABASE_URL", "mysql://x:y@db/noetl")))
        .hasMessage(
            "NOETL_DATABASE_URL begins with 'mysql' (expected: postgresql://user@host:port/database"
                + " or a jdbc: URL)");
  }
}
