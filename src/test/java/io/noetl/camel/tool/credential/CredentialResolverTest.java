package io.noetl.camel.tool.credential;

import static io.noetl.camel.testing.Calls.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.testing.Calls;
import io.noetl.camel.tool.ToolFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CredentialResolverTest {

  private final Map<String, String> environment =
      Map.of(
          "NOETL_SECRET_API_TOKEN", "t0ken",
          "NOETL_SECRET_DB", "{\"db_host\": \"h\"}",
          "TEAM_TOKEN", "team",
          "HOME", "/root");
  private final CredentialResolver resolver =
      new CredentialResolver(
          name ->
              name.equals("stored")
                  ? Optional.of(
                      new OpenCredential(
                          "stored", "gcs_hmac", map("key_id", "k", "secret_key", "s")))
                  : Optional.empty(),
          new SecretVariables(environment::get, Set.of("TEAM_TOKEN")));

  private OpenCredential one(Object spec) throws ToolFailure {
    return resolver.one(
        spec,
        Map.of("keychain", map("kc", map("token", "from keychain"))),
        ExecutionProfile.trusted());
  }

  private OpenCredential one(String json) throws ToolFailure {
    return one(Calls.value(json));
  }

  @Test
  void aNameFindsTheStoredCredential() throws ToolFailure {
    assertThat(one((Object) "stored").data()).containsEntry("key_id", "k");
    assertThat(one((Object) " stored ").service()).isEqualTo("gcs");
    assertThat(one("{'source': 'credential', 'key': 'stored'}").text("secret_key")).isEqualTo("s");
    assertThat(one("{'credential': 'stored'}").name()).isEqualTo("stored");
    assertThat(one("{'type': 's3', 'name': 'stored'}").service()).isEqualTo("s3");
  }

  @Test
  void fieldsBesideTheNameAreLaidOverTheStoredOnes() throws ToolFailure {
    assertThat(one("{'key': 'stored', 'key_id': 'other', 'region': 'eu'}").data())
        .isEqualTo(map("key_id", "other", "secret_key", "s", "region", "eu"));
  }

  @Test
  void fieldsMayStandInThePlaybook() throws ToolFailure {
    assertThat(one("{'source': 'inline', 'type': 'bearer', 'fields': {'token': 'x'}}").data())
        .isEqualTo(Map.of("token", "x"));
    assertThat(one("{'type': 'basic', 'username': 'u', 'password': 'p'}").data())
        .isEqualTo(Map.of("username", "u", "password", "p"));
    assertThat(one("{'type': 'api_key', 'key': 'X-Key', 'value': 'v'}").data())
        .isEqualTo(Map.of("key", "X-Key", "value", "v"));
  }

  @Test
  void aMapOfAliasesGivesEachItsCredentialInOrder() throws ToolFailure {
    Map<String, OpenCredential> found =
        resolver.resolve(
            Calls.value(
                "{'pg': 'stored', 'api_key': {'type': 'bearer', 'token': 'x'}}"
                    .replace("'pg': 'stored'", "'pg': {'key': 'stored'}")),
            Map.of(),
            ExecutionProfile.trusted());
    assertThat(found.keySet()).isEqualTo(Set.of("pg", "api_key"));
    assertThat(List.copyOf(found.keySet())).first().isEqualTo("pg");
    assertThat(
            resolver
                .resolve(map("pg", "stored"), Map.of(), ExecutionProfile.trusted())
                .get("pg")
                .name())
        .isEqualTo("stored");
  }

  @Test
  void secretsComeFromVariablesThatPlaybooksMayRead() throws ToolFailure {
    assertThat(one("{'source': 'secret', 'secret_name': 'api-token'}").text("value"))
        .isEqualTo("t0ken");
    assertThat(one("{'source': 'secret', 'name': 'db', 'type': 'postgres'}").text("db_host"))
        .isEqualTo("h");
    assertThat(one("{'source': 'env', 'name': 'TEAM_TOKEN'}").text("value")).isEqualTo("team");
    assertThatThrownBy(() -> one("{'source': 'env', 'name': 'HOME'}"))
        .hasMessage(
            "secret 'HOME' not found: set the environment variable NOETL_SECRET_HOME, or have the"
                + " operator allow 'HOME'");
  }

  @Test
  void keychainEntriesAreCredentialsToo() throws ToolFailure {
    assertThat(one((Object) "keychain:kc").text("token")).isEqualTo("from keychain");
    assertThatThrownBy(() -> one((Object) "keychain:none"))
        .hasMessageContaining("keychain entry 'none' not found");
  }

  @Test
  void whatCannotBeRightIsSaid() {
    assertThatThrownBy(() -> one((Object) 5L))
        .hasMessage("auth: a number (expected: a credential's name, or a map with one)");
    assertThatThrownBy(() -> one("{'source': 'cloud', 'key': 'x'}"))
        .hasMessage("auth.source: cloud (expected: credential, secret, env or inline)");
    assertThatThrownBy(() -> one("{'a': {'key': 'stored'}, 'b': 5}"))
        .hasMessageContaining("auth.b: a number");
  }

  @Test
  void aCredentialDoesNotPrintItsSecrets() throws ToolFailure {
    assertThat(one((Object) "stored").toString()).isEqualTo("Credential[stored, gcs_hmac]");
  }
}
