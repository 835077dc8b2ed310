package io.noetl.camel.tool.secret;

import static io.noetl.camel.testing.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.execution.profile.HostRules;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.store.secret.MasterKeys;
import io.noetl.camel.store.secret.SecretCipher;
import io.noetl.camel.store.secret.SecretReader;
import io.noetl.camel.testing.Calls;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.container.Cluster;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.Credentials;
import io.noetl.camel.tool.credential.OpenCredential;
import io.noetl.camel.tool.credential.SecretVariables;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@EnableKubernetesMockClient(crud = true, https = false)
class KubernetesSecretsTest {
  private KubernetesClient client;
  private final Map<String, Object> seen = new HashMap<>();
  private KubernetesSecrets secrets;

  @BeforeEach
  void secrets() {
    secrets =
        new KubernetesSecrets(new Cluster(() -> client), "noetl", Set.of("pg", "gone"), seen::put);
    for (String name : List.of("pg", "other")) {
      client
          .resource(
              new SecretBuilder()
                  .withNewMetadata()
                  .withName(name)
                  .withNamespace("noetl")
                  .addToLabels(KubernetesCredentials.TYPE, "postgres")
                  .endMetadata()
                  .addToData("db_user", "ZGVtbw==")
                  .addToData("db_password", "czNjcmV0")
                  .build())
          .create();
    }
  }

  @Test
  void aSecretIsReadWithItsMembersOrOneOfThem() throws Exception {
    assertThat(ask(map("provider", "kubernetes", "name", "pg")))
        .isEqualTo(
            new Outcome.Done(
                map(
                    "secret_value", map("db_password", "s3cret", "db_user", "demo"),
                    "provider", "kubernetes",
                    "name", "pg")));
    Outcome.Done one = (Outcome.Done) ask(map("provider", "k8s", "name", "pg", "key", "db_user"));
    assertThat(((Map<?, ?>) one.result()).get("secret_value")).isEqualTo("demo");
    assertThat(seen).containsOnlyKeys("pg");
  }

  @Test
  void whatTheOperatorDoesNotNameIsNotRead() throws Exception {
    assertThat(failure("other")).contains("noetl.kubernetes.secrets");
    assertThat(failure("gone")).contains("namespace noetl");
  }

  @Test
  void aSecretIsACredentialOfItsLabelsType() {
    KubernetesCredentials credentials =
        new KubernetesCredentials(
            name -> Optional.of(new OpenCredential(name, "registered", Map.of())), secrets);
    assertThat(credentials.find("kubernetes:pg"))
        .contains(
            new OpenCredential(
                "kubernetes:pg", "postgres", map("db_password", "s3cret", "db_user", "demo")));
    assertThat(credentials.find("kubernetes:other")).isEmpty();
    assertThat(credentials.find("pg").orElseThrow().type()).isEqualTo("registered");
  }

  @Test
  void aRestrictedExecutionNamesNoSecretOfTheClusterAsItsCredential() throws Exception {
    SecretReader nothing =
        new SecretReader(
            JdbcClient.create(new PGSimpleDataSource()),
            new Json(),
            new SecretCipher(
                MasterKeys.parse("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", "the test"),
                new SecureRandom()));
    Credentials credentials =
        new SeenSecrets(new KnownSecrets(nothing, Clock.systemUTC()))
            .credentials(new KubernetesCredentials(name -> Optional.empty(), secrets));
    CredentialResolver resolver =
        new CredentialResolver(credentials, new SecretVariables(name -> null, Set.of()));
    ExecutionProfile restricted = new ExecutionProfile(true, HostRules.NONE, null);

    assertThat(resolver.one("kubernetes:pg", Map.of(), ExecutionProfile.trusted()).type())
        .isEqualTo("postgres");
    assertThatThrownBy(() -> resolver.one("kubernetes:pg", Map.of(), restricted))
        .isInstanceOf(ToolFailure.class)
        .hasMessageContaining("the credential 'kubernetes:pg' is not open to this playbook");
  }

  private String failure(String name) throws InterruptedException {
    Outcome.Failed failed = (Outcome.Failed) ask(map("provider", "kubernetes", "name", name));
    assertThat(failed.error().code()).isEqualTo("TL0602");
    return failed.error().message();
  }

  private Outcome ask(Map<String, Object> config) throws InterruptedException {
    CredentialResolver none =
        new CredentialResolver(
            name -> Optional.empty(), new SecretVariables(name -> null, Set.of()));
    return new SecretsTool(none, List.of(secrets)).call(Calls.of("secrets", config));
  }
}
