package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code import duckdb} gets extensions from the operator and DuckDB itself only, on both engines.
 */
class DuckDbInstallTest {

  /** Tries what must not run, and says what became of each. */
  private static final String TRIES =
      """
      import duckdb
      connection = duckdb.connect(config={'allow_community_extensions': 'false'})
      tries = [
          lambda: connection.execute("INSTALL h3 FROM community"),
          lambda: connection.sql("SELECT 1; INSTALL h3 FROM 'http://127.0.0.1:1'"),
          lambda: connection.execute("FORCE INSTALL json"),
          lambda: connection.execute("SET custom_extension_repository = 'http://127.0.0.1:1'"),
          lambda: connection.install_extension("h3", repository="community"),
          lambda: connection.install_extension("json", force_install=True),
          lambda: duckdb.connect(config={"custom_extension_repository": "http://127.0.0.1:1"}),
          lambda: duckdb.execute("EXPLAIN ANALYZE INSTALL h3 FROM community"),
      ]
      result = []
      for one in tries:
          try:
              one()
              result.append("ran")
          except duckdb.PermissionException as error:
              result.append("refused" if "extensions install" in str(error) else str(error))
      connection.execute("SELECT 'INSTALL h3 FROM community; FORCE INSTALL x'")
      """;

  @Test
  void graalPyRefusesOtherSources() throws Exception {
    assertThat(new PythonCalls().result(TRIES)).isEqualTo(Collections.nCopies(8, "refused"));
  }

  /** The package is a stand-in: what is tested is what stands before it. */
  @Test
  void cpythonRefusesOtherSourcesBeforeThePackageSeesThem(@TempDir Path packages) throws Exception {
    CPythonCalls.engine();
    Files.writeString(
        packages.resolve("duckdb.py"),
        """
        class PermissionException(Exception):
            pass

        class DuckDBPyConnection:
            def execute(self, query, parameters=None):
                return self
            executemany = sql = query = from_query = execute

            def install_extension(self, extension, *, force_install=False, repository=None):
                pass

        def connect(database=":memory:", read_only=False, config=None):
            assert config["allow_community_extensions"] == "false"
            return DuckDBPyConnection()

        _default = DuckDBPyConnection()
        execute = executemany = sql = query = from_query = _default.execute
        install_extension = _default.install_extension
        """);
    try (CPythonEngine engine =
        new CPythonEngine(
            CPythonSettings.defaults().withWorkers(0, 1).withPackages(packages),
            PythonProfile.trusted().environment(),
            new PythonModules())) {
      assertThat(new PythonCalls(engine).result(TRIES))
          .isEqualTo(Collections.nCopies(8, "refused"));
    }
  }
}
