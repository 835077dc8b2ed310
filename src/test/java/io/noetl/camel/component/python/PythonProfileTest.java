package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.component.duckdb.DuckDbOpener;
import io.noetl.camel.component.duckdb.DuckDbSettings;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.testing.SharedPython;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restricted code tries to get out. */
class PythonProfileTest {
  @TempDir static Path folder;
  private static PythonInterpreter engine;
  private final PythonCalls python = new PythonCalls(engine);

  @BeforeAll
  static void start() throws Exception {
    Files.createDirectories(folder.resolve("packages"));
    Files.writeString(folder.resolve("packages/given.py"), "VALUE = 42\n");
    Files.writeString(folder.resolve("outside.txt"), "secret");
    Files.createSymbolicLink(folder.resolve("packages/link.txt"), folder.resolve("outside.txt"));
    engine =
        new GraalPyEngine(
            SharedPython.CODE,
            PythonSettings.defaults()
                .withInterpreters(1, 1)
                .withPackages(folder.resolve("packages")),
            PythonProfile.restricted().withEnvironment(Map.of("GIVEN", "yes")),
            new PythonModules(),
            new DuckDbOpener(DuckDbSettings.defaults().withExternalAccess(false)));
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open('/etc/passwd').read()",
        "open(FOLDER + '/outside.txt').read()",
        "open(FOLDER + '/packages/link.txt').read()",
        "open(FOLDER + '/packages/../outside.txt').read()",
        "open(FOLDER + '/packages/new.txt', 'w')",
        "os.remove(FOLDER + '/packages/given.py')",
        "os.listdir('/')",
        "os.rename(FOLDER + '/packages/given.py', FOLDER + '/packages/x.py')",
        "os.mkdir('/tmp/noetl-made')",
        "__import__('pathlib').Path('/etc/hostname').read_text()",
        "__import__('io').FileIO('/etc/passwd').read()",
        "os.open('/etc/passwd', os.O_RDONLY)",
        "__import__('tempfile').mkdtemp()",
        "__import__('shutil').copy('/etc/passwd', '/tmp/noetl-copy')",
        "__import__('glob').glob('/etc/*')[0]",
        "os.system('touch /tmp/noetl-made') and 1 / 0 or 1 / 0",
        "__import__('subprocess').run(['ls'])",
        "os.popen('ls').read()",
        "os.execv('/bin/ls', ['ls'])",
        "os.fork()",
        "os.kill(1, 9)",
        "os.kill(os.getppid(), 9)",
        "__import__('socket').create_connection(('127.0.0.1', 1))",
        "__import__('socket').socket().bind(('127.0.0.1', 0))",
        "__import__('urllib.request').request.urlopen('http://127.0.0.1:1/')",
        "__import__('urllib.request').request.urlopen('file:///etc/passwd').read()",
        "__import__('java').type('java.lang.Runtime')",
        "__import__('java').type('java.lang.System').getenv()",
        "__import__('polyglot').eval(language='js', string='1')",
        "__import__('ctypes').CDLL(None).getpid()",
        "__import__('sqlite3').connect('/tmp/noetl.db').execute('create table t(a)')",
        "__import__('duckdb').sql(\"from read_csv('/etc/passwd')\").fetchall()",
        "__import__('duckdb').connect('/tmp/noetl.duckdb')",
        "__import__('duckdb').connect(config={'enable_external_access': True}).sql(\"from"
            + " read_text('/etc/passwd')\").fetchall()",
        "__import__('duckdb').execute('SET enable_external_access = true')",
        "__import__('duckdb').execute('LOAD httpfs')",
        "__import__('noetl_graalpy')._java.getClass()",
        "__import__('noetl_graalpy')._java.log.__self__.getClass()",
        "__import__('noetl_graalpy')._java.duckdb().opener",
        "__import__('importlib.util').util.spec_from_file_location('x', FOLDER +"
            + " '/outside.txt').loader.get_data(FOLDER + '/outside.txt')",
        "__import__('mmap').mmap(-1, 10).fileno()",
        "__import__('zipfile').ZipFile('/usr/share/x.zip')",
        "__import__('linecache').getlines('/etc/passwd')[0]",
        "[c for c in object.__subclasses__() if c.__name__ == 'FileIO'][0]('/etc/passwd').read()",
        "os.environ['PATH']",
      })
  void codeGetsAnErrorInsteadOf(String attempt) throws Exception {
    ToolError error =
        python.error(
            "FOLDER = '" + folder + "'\nimport os, importlib\nresult = str(" + attempt + ")");
    assertThat(error.type()).isNotEqualTo("SyntaxError");
    assertThat(error.message() + error.traceback()).doesNotContain("root:x:");
    assertThat(Path.of("/tmp/noetl-made")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"os._exit(3)", "os.abort()", "os.kill(os.getpid(), 9)", "sys.exit(3)", "quit()"})
  void endingTheProcessEndsTheCallOnly(String attempt) throws Exception {
    ToolError error = python.error("import os, sys\n" + attempt);
    assertThat(error.message()).isNotEmpty();
    assertThat(python.result("result = 1")).isEqualTo(1L);
  }

  @Test
  void theLibraryPackagesAndGivenNamesAreThere() throws Exception {
    assertThat(
            python.result(
                """
                import json, datetime, re, decimal, uuid, hashlib, given, duckdb
                result = [given.VALUE, os.environ['GIVEN'], duckdb.sql('select 1').fetchone()[0],
                          json.loads('{"a": 1}')['a'], len(str(uuid.uuid4())), hashlib.sha256(b'').hexdigest()[:4]]
                """))
        .isEqualTo(java.util.List.of(42L, "yes", 1L, 1L, 36L, "e3b0"));
  }
}
