package io.noetl.camel.tool.secret;

import static io.noetl.camel.testing.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.testing.Calls;
import io.noetl.camel.testing.EchoServer;
import io.noetl.camel.testing.Guards;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.OpenCredential;
import io.noetl.camel.tool.credential.SecretVariables;
import io.noetl.camel.tool.http.HttpLimits;
import io.noetl.camel.tool.http.HttpTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsToolTest {

  @TempDir private Path folder;
  private final EchoServer vault = new EchoServer();
  private final DefaultCamelContext context = new DefaultCamelContext();
  private SecretsTool tool;

  @BeforeEach
  void start() {
    context.start();
    SecretVariables variables =
        new SecretVariables(
            Map.of("NOETL_SECRET_API", "{\"user\": \"u\", \"pass\": \"p\"}", "PLAIN", "x")::get,
            Set.of("PLAIN"));
    CredentialResolver credentials =
        new CredentialResolver(
            name ->
                name.equals("vault")
                    ? Optional.of(
                        new OpenCredential(
                            name,
                            "vault",
                            map("address", vault.url("/"), "role_id", "r", "secret_id", "s")))
                    : Optional.empty(),
            variables);
    HttpTool http =
        new HttpTool(
            context, credentials, HttpLimits.DEFAULT, InstantSource.system(), Guards.local());
    tool =
        new SecretsTool(
            credentials,
            List.of(
                new EnvSecrets(variables),
                new FileSecrets(folder),
                new VaultSecrets(http, null),
                new CloudSecrets()));
  }

  @AfterEach
  void stop() {
    context.stop();
    vault.close();
  }

  private Outcome call(Object... pairs) throws InterruptedException {
    return tool.call(Calls.of("secrets", map(pairs)));
  }

  private Object secret(Object... pairs) throws InterruptedException {
    Outcome outcome = call(pairs);
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Map<?, ?>) ((Outcome.Done) outcome).result()).get("secret_value");
  }

  private String error(Object... pairs) throws InterruptedException {
    return ((Outcome.Failed) call(pairs)).error().message();
  }

  @Test
  void variablesThatPlaybooksMayRead() throws Exception {
    assertThat(secret("provider", "env", "name", "api", "key", "pass")).isEqualTo("p");
    assertThat(secret("provider", "env", "name", "PLAIN")).isEqualTo("x");
    assertThat(error("provider", "env", "name", "PATH"))
        .isEqualTo(
            "secret 'PATH' not found in the environment: set NOETL_SECRET_PATH, or have the"
                + " operator allow 'PATH'");
    assertThat(error("provider", "env", "name", "api", "key", "token"))
        .contains("it has no member 'token'")
        .doesNotContain("u\"");
  }

  @Test
  void filesOfTheFolderAndNoOthers() throws Exception {
    Files.writeString(folder.resolve("token"), "t0ken\n");
    Files.createDirectory(folder.resolve("db"));
    Files.writeString(folder.resolve("db/main.json"), "{\"value\": \"v\"}");
    Path outside = Files.createTempFile("outside", "secret");
    Files.createSymbolicLink(folder.resolve("link"), outside);
    assertThat(secret("provider", "file", "name", "token")).isEqualTo("t0ken");
    assertThat(secret("provider", "file", "name", "db/main.json")).isEqualTo("v");
    for (String name :
        List.of("../" + outside.getFileName(), outside.toString(), "link", "none", "db")) {
      assertThat(error("provider", "file", "name", name))
          .startsWith("secret '" + name + "' not found");
    }
    Files.delete(outside);
  }

  @Test
  void vaultGivesAVersionOfASecretToAToken() throws Exception {
    vault.on(
        "/v1/kv/data/team/api",
        exchange -> {
          boolean known = "root".equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
          EchoServer.answer(
              exchange,
              known ? 200 : 403,
              "application/json",
              known
                  ? "{\"data\": {\"data\": {\"user\": \"u\", \"pass\": \"p%s\"}, \"metadata\": {}}}"
                      .formatted(exchange.getRequestURI().getQuery())
                  : "{\"errors\": [\"permission denied\"]}");
        });
    Map<String, Object> config =
        map("provider", "vault", "address", vault.url("/"), "mount", "kv", "name", "team/api");
    config.put("auth", map("type", "vault", "token", "root"));
    config.put("version", 3L);
    config.put("key", "pass");
    assertThat(tool.call(Calls.of("secrets", config)).toString())
        .contains("secret_value=pversion=3");
    config.put("auth", map("type", "vault", "token", "other"));
    Outcome.Failed denied = (Outcome.Failed) tool.call(Calls.of("secrets", config));
    assertThat(denied.error().status()).isEqualTo(403);
    assertThat(denied.toString()).doesNotContain("other");
    config.put("name", "team/none");
    assertThat(((Outcome.Failed) tool.call(Calls.of("secrets", config))).error().message())
        .startsWith("secret 'team/none' not found in Vault");
  }

  @Test
  void vaultLogsARoleIn() throws Exception {
    vault.on(
        "/v1/auth/approle/login",
        200,
        "application/json",
        "{\"auth\": {\"client_token\": \"tok\"}}");
    vault.on(
        "/v1/secret/data/x",
        exchange ->
            EchoServer.answer(
                exchange,
                200,
                "application/json",
                "{\"data\": {\"data\": {\"value\": \"%s\"}}}"
                    .formatted(exchange.getRequestHeaders().getFirst("X-Vault-Token"))));
    assertThat(secret("provider", "vault", "auth", "vault", "name", "x")).isEqualTo("tok");
  }

  @Test
  void whatIsMissingIsSaid() throws Exception {
    assertThat(error("provider", "gcp", "name", "x")).startsWith("secrets: no cloud is configured");
    assertThat(error("provider", "paper", "name", "x"))
        .startsWith("secrets: provider 'paper' (expected: one of [aws, azure, env,");
    assertThat(error("provider", "vault", "name", "x"))
        .isEqualTo("secrets: address is missing (expected: Vault's URL)");
    assertThat(error("provider", "env"))
        .isEqualTo("secrets: name or secret_name or path is missing");
  }
}
