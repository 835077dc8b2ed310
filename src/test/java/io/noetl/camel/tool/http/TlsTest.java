package io.noetl.camel.tool.http;

import static io.noetl.camel.testing.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.testing.Calls;
import io.noetl.camel.testing.EchoServer;
import io.noetl.camel.testing.Guards;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.SecretVariables;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path folder;
  private static KeyStore store;
  private final DefaultCamelContext context = new DefaultCamelContext();
  private HttpsServer server;
  private HttpTool tool;
  private String certificate;

  @BeforeAll
  static void sign() throws Exception {
    store = selfSigned();
  }

  @BeforeEach
  void start() throws Exception {
    certificate =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(store.getCertificate("server").getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            EchoServer.answer(exchange, 200, "text/plain", "private");
          }
        });
    server.start();
    context.start();
    tool =
        new HttpTool(
            context,
            new CredentialResolver(
                name -> Optional.empty(), new SecretVariables(name -> null, Set.of())),
            HttpLimits.DEFAULT,
            InstantSource.system(),
            Guards.local());
  }

  @AfterEach
  void stop() {
    server.stop(0);
    context.stop();
  }

  private static KeyStore selfSigned() throws Exception {
    Path file = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private Outcome call(Object... pairs) throws InterruptedException {
    var config = map("url", "https://127.0.0.1:" + server.getAddress().getPort() + "/");
    config.putAll(map(pairs));
    return tool.call(Calls.of("http", config));
  }

  @Test
  void aCertificateThatNobodySignedIsRefused() throws Exception {
    assertThat(((Outcome.Failed) call()).error().message())
        .contains("Request error")
        .contains("SSLHandshakeException");
  }

  @Test
  void itIsTakenWhereTheStepTrustsItOrChecksNothing() throws Exception {
    assertThat(call("tls", map("ca", certificate)).toString()).contains("data=private");
    assertThat(call("verify", false).toString()).contains("data=private");
    assertThat(call()).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void aBrokenCertificateIsSaid() throws Exception {
    assertThat(((Outcome.Failed) call("tls", map("ca", "nonsense"))).error().message())
        .startsWith("tls: ")
        .contains("expected: ca and cert as PEM certificates");
  }
}
