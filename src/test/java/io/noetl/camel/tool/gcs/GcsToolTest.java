package io.noetl.camel.tool.gcs;

import static io.noetl.camel.testing.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.testing.Calls;
import io.noetl.camel.testing.EchoServer;
import io.noetl.camel.testing.Guards;
import io.noetl.camel.tool.ToolJson;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.OpenCredential;
import io.noetl.camel.tool.credential.SecretVariables;
import io.noetl.camel.tool.http.HttpLimits;
import io.noetl.camel.tool.http.HttpTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcsToolTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  @TempDir private Path folder;
  private final EchoServer google = new EchoServer();
  private final DefaultCamelContext context = new DefaultCamelContext();
  private KeyPair keys;
  private GcsTool tool;

  @BeforeEach
  void start() throws Exception {
    context.start();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    Map<String, Object> account =
        map("client_email", "me@project", "private_key", pem, "token_uri", google.url("/token"));
    CredentialResolver credentials =
        new CredentialResolver(
            name ->
                name.equals("gcs_sa")
                    ? Optional.of(
                        new OpenCredential(
                            name,
                            "gcs_service_account",
                            map("service_account_json", ToolJson.write(account))))
                    : Optional.empty(),
            new SecretVariables(name -> null, Set.of()));
    HttpTool http =
        new HttpTool(context, credentials, HttpLimits.DEFAULT, () -> NOW, Guards.local());
    tool = new GcsTool(http, credentials, folder, () -> NOW);
  }

  @AfterEach
  void stop() {
    context.stop();
    google.close();
  }

  @Test
  void aFileIsUploadedAsTheServiceAccount() throws Exception {
    Files.writeString(folder.resolve("a b.csv"), "x,y\n1,ü\n");
    google.on(
        "/token",
        exchange -> {
          String form =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          EchoServer.answer(
              exchange,
              signedByUs(form.replaceAll(".*assertion=([^&]*).*", "$1")) ? 200 : 401,
              "application/json",
              "{\"access_token\": \"good\"}");
        });
    StringBuilder seen = new StringBuilder();
    google.on(
        "/my-bucket",
        exchange -> {
          seen.append(exchange.getRequestMethod())
              .append(' ')
              .append(exchange.getRequestURI().getRawPath())
              .append(' ')
              .append(exchange.getRequestHeaders().getFirst("Authorization"))
              .append(' ')
              .append(exchange.getRequestHeaders().getFirst("Content-Type"))
              .append(' ')
              .append(exchange.getRequestHeaders().getFirst("x-goog-meta-run"))
              .append(' ')
              .append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          EchoServer.answer(exchange, 200, "text/plain", "");
        });
    Outcome outcome =
        tool.call(
            Calls.of(
                "gcs",
                map(
                    "source", "a b.csv",
                    "destination", "gs://my-bucket/in/",
                    "credential", "gcs_sa",
                    "content_type", "text/csv",
                    "metadata", map("run", 7L),
                    "endpoint", google.url("/"))));
    assertThat(outcome)
        .isEqualTo(
            new Outcome.Done(
                map(
                    "status", "success",
                    "uri", "gs://my-bucket/in/a b.csv",
                    "bucket", "my-bucket",
                    "blob", "in/a b.csv",
                    "size", 9L,
                    "content_type", "text/csv",
                    "message", "uploaded a b.csv")));
    assertThat(seen.toString())
        .isEqualTo("PUT /my-bucket/in/a%20b.csv Bearer good text/csv 7 x,y\n1,ü\n");
  }

  private boolean signedByUs(String jwt) {
    try {
      String[] parts = jwt.split("\\.");
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(keys.getPublic());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      Map<?, ?> claims =
          (Map<?, ?>)
              ToolJson.parse(
                  new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
          && claims.get("exp").equals(NOW.getEpochSecond() + 3600);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsMissingIsSaid() throws Exception {
    Files.writeString(folder.resolve("f"), "");
    assertThat(error("source", "f", "destination", "gs://my-bucket/k"))
        .startsWith("credential is missing");
    assertThat(
            error(
                "credential",
                "gcs_sa",
                "source",
                "../../etc/passwd",
                "destination",
                "gs://my-bucket/k"))
        .isEqualTo("source: '../../etc/passwd' (expected: a file in the folder of files)");
    assertThat(error("credential", "gcs_sa", "source", "f", "destination", "s3://b/k"))
        .isEqualTo("destination: 's3://b/k' (expected: gs://bucket/key)");
    assertThat(
            error(
                "auth", map("type", "gcs", "token", "t"), "source", "f", "destination", "gs://b/k"))
        .contains("holds no service_account_json");
  }

  private String error(Object... pairs) throws InterruptedException {
    return ((Outcome.Failed) tool.call(Calls.of("gcs", map(pairs)))).error().message();
  }
}
