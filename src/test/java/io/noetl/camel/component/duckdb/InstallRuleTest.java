package io.noetl.camel.component.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.execution.ToolError;
import io.noetl.camel.tool.sql.Dialect;
import io.noetl.camel.tool.sql.SqlScript;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL gets extensions from the operator's folder and DuckDB's own repository, and nowhere else. */
class InstallRuleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSTALL h3 FROM community",
        "install h3 from /* so */ community",
        "INSTALL h3 FROM 'http://127.0.0.1:1'",
        "INSTALL h3 FROM core_nightly",
        "INSTALL '/tmp/h3.duckdb_extension'",
        "INSTALL 'http://127.0.0.1:1/h3.duckdb_extension'",
        "INSTALL h3 VERSION 'v1'",
        "FORCE INSTALL json",
        "FORCE -- really\n INSTALL json",
        "EXPLAIN ANALYZE INSTALL h3 FROM community",
        "EXPLAIN (FORMAT json) FORCE INSTALL json",
        "UPDATE EXTENSIONS",
        "SET custom_extension_repository = 'http://127.0.0.1:1'",
        "SET GLOBAL \"autoinstall_extension_repository\" = 'http://127.0.0.1:1'",
        "PRAGMA extension_directory = '/tmp'",
        "RESET extension_directory"
      })
  void otherSourcesAreRefusedWithTheCure(String sql) throws Exception {
    try (DuckDbCalls duckdb = new DuckDbCalls()) {
      ToolError error = duckdb.error(Map.of("commands", List.of("SELECT 1", sql)));

      assertThat(error.code()).isEqualTo("DU0006");
      assertThat(error.type()).isEqualTo("Permission");
      assertThat(error.message())
          .contains("noetlctl extensions install", "command 2 of 2", "book.yaml:20");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSTALL json",
        "INSTALL 'json'",
        "install \"json\" from core",
        "EXPLAIN SELECT 1 AS install",
        "SELECT 'INSTALL h3 FROM community'",
        "UPDATE extensions SET name = 'h3'",
        "FORCE CHECKPOINT",
        "SET memory_limit = '1GB'",
        "SET VARIABLE extension_directory = 1",
        "LOAD json"
      })
  void whatElseLooksAlikeRuns(String sql) {
    assertThatCode(() -> InstallRule.check(SqlScript.parse(sql, Dialect.DUCKDB).getFirst()))
        .doesNotThrowAnyException();
  }

  @Test
  void theConfigurationOfAConnectionDoesNotChangeItEither() throws Exception {
    DuckDbOpener opener = new DuckDbOpener(DuckDbSettings.defaults());

    for (String option : List.of("custom_extension_repository", "allow_unsigned_extensions")) {
      assertThatThrownBy(() -> opener.open(":memory:", false, Map.of(option, "true")))
          .hasMessageContaining("Permission Error: the setting " + option);
    }
    try (OpenedDuckDb database =
        opener.open(
            ":memory:",
            false,
            Map.of("allow_community_extensions", "false", "extension_directory", "/tmp"))) {
      assertThat(database.connection().isValid(1)).isTrue();
    }
  }
}
