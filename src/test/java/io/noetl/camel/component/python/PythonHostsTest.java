package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.noetl.camel.component.duckdb.DuckDbOpener;
import io.noetl.camel.component.duckdb.DuckDbSettings;
import io.noetl.camel.component.python.net.AllowedHosts;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.testing.SharedPython;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restricted code calls the hosts that the operator allows, and tries to call others. */
class PythonHostsTest {
  @TempDir static Path folder;
  private static HttpServer server;
  private static HttpServer other;
  private static TlsServer tls;
  private static PythonInterpreter engine;
  private final PythonCalls python = new PythonCalls(engine);

  @BeforeAll
  static void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer(server, "/", 200, "allowed");
    answer(server, "/away", 302, "");
    answer(other, "/", 200, "secret");
    server.start();
    other.start();
    tls = new TlsServer(folder);
    AllowedHosts hosts =
        new AllowedHosts(
            List.of(
                "allowed.test:" + server.getAddress().getPort(),
                "*.secure.test:" + tls.port(),
                "localhost:" + tls.port(),
                "internal.test"),
            PythonHostsTest::resolve);
    engine =
        new GraalPyEngine(
            SharedPython.CODE,
            PythonSettings.defaults().withInterpreters(1, 1),
            PythonProfile.restricted().withHosts(hosts),
            new PythonModules(),
            new DuckDbOpener(DuckDbSettings.defaults().withExternalAccess(false)));
  }

  private static List<InetAddress> resolve(String host) {
    if (host.equals("internal.test")) {
      throw new IllegalArgumentException("internal.test is an internal address");
    }
    return List.of(InetAddress.getLoopbackAddress());
  }

  private static void answer(HttpServer to, String path, int status, String body) {
    to.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange
                .getResponseHeaders()
                .set("Location", "http://127.0.0.1:" + other.getAddress().getPort() + "/");
            exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(body.getBytes());
          }
        });
  }

  @AfterAll
  static void stop() {
    engine.close();
    server.stop(0);
    other.stop(0);
    tls.close();
  }

  private static Map<String, Object> arguments() throws Exception {
    return Map.of(
        "url", "http://allowed.test:" + server.getAddress().getPort(),
        "tls", "https://localhost:" + tls.port(),
        "ca", Files.readString(Path.of(tls.ca())),
        "port", server.getAddress().getPort(),
        "other", other.getAddress().getPort());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import urllib.request\nresult = urllib.request.urlopen(url).read().decode()",
        "import http.client\n"
            + "c = http.client.HTTPConnection('allowed.test', port)\n"
            + "c.request('GET', '/')\n"
            + "result = c.getresponse().read().decode()",
        "import socket\n"
            + "with socket.create_connection(('allowed.test', port), timeout=30) as s:\n"
            + "    s.sendall(b'GET / HTTP/1.0\\r\\n\\r\\n')\n"
            + "    s.shutdown(socket.SHUT_WR)\n"
            + "    result = s.makefile('rb').read().decode().rpartition('\\r\\n')[2]",
      })
  void anAllowedHostAnswers(String code) throws Exception {
    assertThat(python.result(code, arguments())).isEqualTo("allowed");
  }

  @Test
  void tlsVerifiesAsUsual() throws Exception {
    String code =
        """
        import urllib.request, ssl
        context = ssl.create_default_context(cadata=ca if trusted else None)
        result = json.load(urllib.request.urlopen(tls, context=context))['ok']
        """;
    assertThat(python.result("trusted = True\n" + code, arguments())).isEqualTo(true);
    assertThat(python.error("trusted = False\n" + code, arguments()).message())
        .containsIgnoringCase("cert");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import requests\ns = requests.Session()\nresult = [s.get(url).text for _ in range(3)][-1]",
        "import httpx\n"
            + "with httpx.Client() as c:\n"
            + "    result = [c.get(url).text for _ in range(3)][-1]",
      })
  void packagesCallItToo(String code) throws Exception {
    assertThat(PythonSettings.packagesFolder().resolve("requests"))
        .as("tools/python-packages/fetch.sh was run, as the build does")
        .isDirectory();
    assertThat(python.result(code, arguments())).isEqualTo("allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "__import__('socket').create_connection(('127.0.0.1', other))",
        "__import__('socket').create_connection(('127.0.0.1', port))",
        "__import__('socket').create_connection(('allowed.test', other))",
        "__import__('socket').create_connection(('secure.test', port))",
        "__import__('socket').create_connection(('internal.test', 80))",
        "__import__('socket').create_connection(('allowed.test.evil.test', port))",
        "__import__('socket').socket().connect(('localhost', other))",
        "__import__('socket').socket().bind(('127.0.0.1', 0))",
        "__import__('socket').socket().listen()",
        "__import__('socket').create_server(('', 0))",
        "__import__('socket').socket(1, 1).connect('/var/run/docker.sock')",
        "__import__('socket').socket(2, 2).sendto(b'x', ('127.0.0.1', other))",
        "__import__('_socket').socket(2, 1).connect(('127.0.0.1', other))",
        "__import__('noetl_sockets')._real(2, 1).connect(('127.0.0.1', other))",
        "__import__('noetl_sockets')._net.hosts",
        "__import__('noetl_sockets')._net.getClass()",
        "__import__('urllib.request').request.urlopen(url + '/away').read()",
        "__import__('urllib.request').request.urlopen(f'http://localhost:{other}/').read()",
        "open('/etc/passwd').read()",
        "__import__('subprocess').run(['ls'])",
        "__import__('duckdb').sql(f\"from read_csv('http://127.0.0.1:{other}/')\").fetchall()",
        "os.environ['PATH']",
      })
  void codeGetsAnErrorInsteadOf(String attempt) throws Exception {
    ToolError error =
        python.error("import os, importlib\nresult = str(" + attempt + ")", arguments());
    assertThat(error.type()).isNotEqualTo("SyntaxError");
    assertThat(error.message() + error.traceback()).doesNotContain("root:x:");
  }

  @Test
  void theRefusalNamesTheSetting() throws Exception {
    ToolError error =
        python.error("import socket\nsocket.create_connection(('elsewhere.test', 443))");
    assertThat(error.type()).isEqualTo("PermissionError");
    assertThat(error.message())
        .contains("restricted code may not call elsewhere.test:443")
        .contains("noetl.python.hosts");
  }

  @Test
  void waitingForAnAnswerCanBeStopped() throws Exception {
    Object end =
        python.interrupted(
            "import socket\n"
                + "s = socket.create_connection(('allowed.test', port))\n"
                + "print('go')\n"
                + "s.recv(1)",
            arguments());
    assertThat(end).isInstanceOf(InterruptedException.class);
    assertThat(python.result("result = 1")).isEqualTo(1L);
  }
}
