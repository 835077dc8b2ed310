package io.noetl.camel.tool.nats;

import static io.noetl.camel.testing.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.testing.Calls;
import io.noetl.camel.testing.Guards;
import io.noetl.camel.testing.NatsServer;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.SecretVariables;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS to NATS: the certificate has to be of who is trusted and for the name that is called. */
class NatsTlsTest {
  private static final String PASSWORD = "changeit";
  @TempDir private Path folder;

  @Test
  void theCertificateIsCheckedAgainstTheNameThatIsCalled() throws Exception {
    String certificate = sign();
    String tls =
        "tls { cert_file: \"%s\", key_file: \"%s\" }"
            .formatted(folder.resolve("cert.pem"), folder.resolve("key.pem"));
    try (NatsServer server = NatsServer.start(folder, tls)) {
      assertThat(publish("tls://localhost:" + server.port(), certificate))
          .as("no stream is there, which only who was let in is told")
          .contains("no stream takes messages");
      assertThat(publish("tls://127.0.0.1:" + server.port(), certificate))
          .contains("no server can be reached");
      assertThat(publish("tls://localhost:" + server.port(), null))
          .contains("no server can be reached");
      assertThat(publish("tls://localhost:" + server.port(), "no PEM"))
          .contains("expected: certificates as PEM");
    }
  }

  private static String publish(String url, String certificate) throws InterruptedException {
    NatsTool tool =
        new NatsTool(
            new CredentialResolver(
                name -> Optional.empty(), new SecretVariables(name -> null, Set.of())),
            Guards.local(),
            new SecureRandom());
    Outcome outcome =
        tool.call(
            Calls.of(
                "nats",
                map(
                    "url",
                    url,
                    "user",
                    NatsServer.USER,
                    "password",
                    NatsServer.PASSWORD,
                    "ca",
                    certificate,
                    "operation",
                    "js_publish",
                    "subject",
                    "a")));
    return ((Outcome.Failed) outcome).error().message();
  }

  /** A key and its certificate, for localhost by name. */
  private String sign() throws Exception {
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
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    String certificate = pem("CERTIFICATE", store.getCertificate("server").getEncoded());
    Files.writeString(folder.resolve("cert.pem"), certificate);
    Files.writeString(
        folder.resolve("key.pem"),
        pem("PRIVATE KEY", store.getKey("server", PASSWORD.toCharArray()).getEncoded()));
    return certificate;
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(der), what);
  }
}
