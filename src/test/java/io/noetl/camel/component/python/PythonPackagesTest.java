package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packages of tools/python-packages work on GraalPy, TLS too. */
class PythonPackagesTest {
  @TempDir static Path folder;
  private static TlsServer server;
  private final PythonCalls python = new PythonCalls();

  @BeforeAll
  static void start() throws Exception {
    assertThat(PythonSettings.packagesFolder().resolve("requests"))
        .as("tools/python-packages/fetch.sh was run, as the build does")
        .isDirectory();
    server = new TlsServer(folder);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import requests\nresult = requests.get(url, verify=ca).json()['ok']",
        "import httpx, ssl\n"
            + "result = httpx.get(url, timeout=60,"
            + " verify=ssl.create_default_context(cafile=ca)).json()['ok']",
        "import urllib.request, ssl\n"
            + "result = json.load(urllib.request.urlopen(url,"
            + " context=ssl.create_default_context(cafile=ca)))['ok']",
        "import httpx, ssl\n"
            + "async def main(url, ca):\n"
            + "    async with httpx.AsyncClient(timeout=60,"
            + " verify=ssl.create_default_context(cafile=ca)) as c:\n"
            + "        return (await c.get(url)).json()['ok']",
      })
  void httpsWithACaOfOnesOwn(String code) throws Exception {
    assertThat(python.result(code, arguments())).isEqualTo(true);
  }

  @Test
  void anUnknownCaIsRefused() throws Exception {
    assertThat(python.error("import requests\nrequests.get(url)", arguments()).type())
        .isEqualTo("SSLError");
  }

  private static Map<String, Object> arguments() {
    return Map.of("url", "https://127.0.0.1:" + server.port() + "/", "ca", server.ca());
  }

  @Test
  void yamlDatesZonesAndTemplatesWork() throws Exception {
    assertThat(
            python.result(
                """
                import yaml, dateutil.parser, zoneinfo, jinja2, datetime
                moment = datetime.datetime(2026, 7, 1, 12, tzinfo=zoneinfo.ZoneInfo('Europe/Paris'))
                result = [
                    yaml.safe_load('a: [1, {b: two}]'), yaml.safe_dump({'x': [1, 2]}),
                    dateutil.parser.parse('2 Jan 2026 03:04'), moment,
                    jinja2.Template('{% for i in n %}{{ i }},{% endfor %}{{ x|e }}').render(n=[1, 2], x='<')]
                """))
        .isEqualTo(
            List.of(
                Map.of("a", List.of(1L, Map.of("b", "two"))),
                "x:\n- 1\n- 2\n",
                "2026-01-02T03:04:00",
                "2026-07-01T12:00:00+02:00",
                "1,2,&lt;"));
  }
}
