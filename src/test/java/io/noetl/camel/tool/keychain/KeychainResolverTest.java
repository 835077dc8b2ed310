package io.noetl.camel.tool.keychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.compiler.PlaybookCompiler;
import io.noetl.camel.execution.Ancestry;
import io.noetl.camel.execution.RunInfo;
import io.noetl.camel.execution.Workload;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.playbook.PlaybookParser;
import io.noetl.camel.store.CatalogStore;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.TestDatabase;
import io.noetl.camel.store.secret.KeychainRow;
import io.noetl.camel.store.secret.KeychainRow.Scope;
import io.noetl.camel.store.secret.KeychainStore;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.store.secret.MasterKeys;
import io.noetl.camel.store.secret.SecretCipher;
import io.noetl.camel.store.secret.SecretReader;
import io.noetl.camel.template.Names;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import io.noetl.camel.testing.EchoServer;
import io.noetl.camel.testing.Guards;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.Credentials;
import io.noetl.camel.tool.credential.OpenCredential;
import io.noetl.camel.tool.credential.SecretVariables;
import io.noetl.camel.tool.http.HttpLimits;
import io.noetl.camel.tool.http.HttpTool;
import io.noetl.camel.tool.secret.CloudSecrets;
import io.noetl.camel.tool.secret.EnvSecrets;
import io.noetl.camel.tool.secret.FileSecrets;
import io.noetl.camel.tool.secret.SecretsTool;
import io.noetl.camel.tool.secret.VaultSecrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keychain section against a real token endpoint, a real vault's API and the real table. */
class KeychainResolverTest {
  private static final long EXECUTION = 4711;
  private static final String MASTER = "bWFzdGVyIGtleSBvZiB0aGUga2V5Y2hhaW4gdGVzdCE=";

  @TempDir private Path folder;
  private final EchoServer server = new EchoServer();
  private final List<String> forms = new ArrayList<>();
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final JdbcClient jdbc = TestDatabase.migrated().jdbc();
  private final Json json = new Json();
  private final MovableClock clock = new MovableClock();
  private final long catalogId =
      new CatalogStore(jdbc, json, Clock.systemUTC())
          .register("keychain", "Playbook", "text", null)
          .catalogId();
  private KnownSecrets known;
  private KeychainStore store;
  private KeychainResolver resolver;
  private int answers = 200;

  @BeforeEach
  void start() {
    context.start();
    SecretCipher cipher =
        new SecretCipher(MasterKeys.parse(MASTER, "the test"), new SecureRandom());
    store = new KeychainStore(jdbc, json, cipher);
    known = new KnownSecrets(new SecretReader(jdbc, json, cipher), clock);
    SecretVariables variables =
        new SecretVariables(Map.of("NOETL_SECRET_API", "of the environment")::get, Set.of());
    Credentials credentials =
        name ->
            name.equals("stored")
                ? Optional.of(new OpenCredential(name, "generic", Map.of("key", "of the store")))
                : Optional.empty();
    CredentialResolver resolved = new CredentialResolver(credentials, variables);
    HttpTool http =
        new HttpTool(context, resolved, HttpLimits.DEFAULT, InstantSource.system(), Guards.local());
    SecretsTool secrets =
        new SecretsTool(
            resolved,
            List.of(
                new EnvSecrets(variables),
                new FileSecrets(folder),
                new VaultSecrets(http, null),
                new CloudSecrets()));
    resolver =
        new KeychainResolver(
            new KeychainFetcher(credentials, http, secrets),
            new KeychainCache(store, known, clock),
            clock);
    server.on(
        "/token",
        exchange -> {
          forms.add(
              exchange.getRequestHeaders().getFirst("Content-Type")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          EchoServer.answer(
              exchange,
              answers,
              "application/json",
              "{\"access_token\": \"granted-token-%d\", \"expires_in\": 3600}"
                  .formatted(forms.size()));
        });
  }

  @AfterEach
  void stop() {
    context.stop();
    server.close();
  }

  private Map<String, Object> resolve(String... entries) {
    String document =
        "apiVersion: noetl.io/v2\nkind: Playbook\nmetadata: {name: k}\n"
            + "workload: {client: me & you}\nkeychain:\n  - "
            + String.join("\n  - ", entries)
            + "\nworkflow:\n  - step: start\n    tool: {kind: python, code: \"result = 1\"}\n";
    CompiledPlaybook compiled =
        new PlaybookCompiler(
                new PlaybookParser(), new TemplateEngine(TemplateLimits.DEFAULT), json::read)
            .compile(document, "k.yaml", "1");
    Names names = Names.of(Map.of("workload", Map.of("client", "me & you")));
    RunInfo info =
        new RunInfo(
            EXECUTION,
            catalogId,
            "k",
            1,
            "k",
            null,
            1,
            new Ancestry(EXECUTION, 0, false),
            ExecutionProfile.trusted());
    return resolver.resolve(info, compiled, names);
  }

  private Object member(Map<String, Object> resolved, String entry, String member) {
    return ((Map<?, ?>) resolved.get(entry)).get(member);
  }

  private KeychainRow kept(String name, Scope scope) {
    Long execution = scope == Scope.GLOBAL ? null : EXECUTION;
    return store.read(new KeychainRow.Key(name, catalogId, scope, execution)).orElseThrow();
  }

  @Test
  void oauth2SendsItsFormAndKeepsTheTokenAsLongAsItIsGood() {
    Map<String, Object> resolved =
        resolve(
            "{name: api, kind: oauth2, endpoint: \"%s\", data: {grant_type: x, id: \"{{ workload.client }}\"}}"
                .formatted(server.url("/token")));

    assertThat(member(resolved, "api", "access_token")).isEqualTo("granted-token-1");
    assertThat(forms)
        .containsExactly("application/x-www-form-urlencoded grant_type=x&id=me%20%26%20you");
    assertThat(kept("api", Scope.GLOBAL).expiresAt().toInstant())
        .isEqualTo(clock.instant().plusSeconds(3600));
    assertThat(kept("api", Scope.GLOBAL).cacheType()).isEqualTo("token");
  }

  @Test
  void aTokenThatRenewsIsFetchedAgainBeforeItsEnd() {
    Map<String, Object> resolved =
        resolve(
            "{name: api, kind: oauth2, auto_renew: true, endpoint: \"%s\", data: {a: b}}"
                .formatted(server.url("/token")));

    clock.pass(Duration.ofMinutes(54));
    assertThat(member(resolved, "api", "access_token")).isEqualTo("granted-token-1");
    clock.pass(Duration.ofMinutes(2));
    assertThat(member(resolved, "api", "access_token")).isEqualTo("granted-token-2");
    assertThat(member(resolved, "api", "access_token")).isEqualTo("granted-token-2");

    assertThat(kept("api", Scope.GLOBAL).autoRenew()).isTrue();
    assertThat(kept("api", Scope.GLOBAL).data()).containsEntry("access_token", "granted-token-2");
  }

  @Test
  void whileItsEndpointRefusesTheOldTokenIsGiven() {
    Map<String, Object> resolved =
        resolve(
            "{name: api, kind: oauth2, auto_renew: true, endpoint: \"%s\", data: {a: b}}"
                .formatted(server.url("/token")));
    answers = 503;
    clock.pass(Duration.ofHours(2));

    assertThat(member(resolved, "api", "access_token")).isEqualTo("granted-token-1");
    answers = 200;
    assertThat(member(resolved, "api", "access_token")).isEqualTo("granted-token-3");
  }

  @Test
  void aTokenWithoutAutoRenewIsFetchedOnce() {
    Map<String, Object> resolved =
        resolve(
            "{name: api, kind: oauth2, endpoint: \"%s\", data: {a: b}}"
                .formatted(server.url("/token")));
    clock.pass(Duration.ofDays(2));

    assertThat(member(resolved, "api", "access_token")).isEqualTo("granted-token-1");
    assertThat(forms).hasSize(1);
  }

  @Test
  void aRefusalSaysItsStatusAndNothingThatWasSent() {
    answers = 401;

    assertThatThrownBy(
            () ->
                resolve(
                    "{name: api, kind: oauth2, endpoint: \"%s\", data: {secret: hush-hush}}"
                        .formatted(server.url("/token"))))
        .isInstanceOf(Workload.StartRefused.class)
        .hasMessageContaining("'api' (oauth2, k.yaml:6)")
        .hasMessageContaining("401")
        .hasMessageNotContaining("hush-hush");
  }

  @Test
  void whatDoesNotAnswerMayLater() {
    String entry = "{name: api, kind: oauth2, endpoint: \"%s\", data: {a: b}}";
    answers = 503;
    assertThatThrownBy(() -> resolve(entry.formatted(server.url("/token"))))
        .isInstanceOf(Workload.NotNow.class)
        .hasMessageContaining("503");
    answers = 400;
    assertThatThrownBy(() -> resolve(entry.formatted(server.url("/token"))))
        .isExactlyInstanceOf(Workload.StartRefused.class);
    assertThatThrownBy(() -> resolve(entry.formatted("http://127.0.0.1:1/token")))
        .isInstanceOf(Workload.NotNow.class);
  }

  @Test
  void entriesSeeThoseBeforeThem() {
    Map<String, Object> resolved =
        resolve(
            "{name: base, kind: static, map: {token: t-1, who: \"{{ workload.client }}\"}}",
            "{name: api, kind: bearer, token: \"{{ keychain.base.token }}-{{ base.who }}\"}",
            "{name: mine, kind: credential, ref: stored}",
            "{name: stored, kind: credential}");

    assertThat(member(resolved, "api", "access_token")).isEqualTo("t-1-me & you");
    assertThat(member(resolved, "api", "token_type")).isEqualTo("Bearer");
    assertThat(member(resolved, "mine", "key")).isEqualTo("of the store");
    assertThat(member(resolved, "stored", "key")).isEqualTo("of the store");
  }

  @Test
  void secretsComeFromTheEnvironmentFilesAndAVault() throws IOException {
    Files.writeString(folder.resolve("db"), "of a file");
    server.on(
        "/v1/kv/data/team",
        exchange -> {
          boolean may = "root".equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
          EchoServer.answer(
              exchange,
              may ? 200 : 403,
              "application/json",
              "{\"data\": {\"data\": {\"value\": \"of the vault\"}}}");
        });

    Map<String, Object> resolved =
        resolve(
            "{name: e, kind: secret_manager, provider: env, map: {k: API}}",
            "{name: f, kind: secret_manager, provider: file, map: {k: db}}",
            "{name: v, kind: secret_manager, provider: vault, mount: kv, address: \"%s\", auth: {type: vault, token: root}, map: {k: team}}"
                .formatted(server.url("/")));

    assertThat(member(resolved, "e", "k")).isEqualTo("of the environment");
    assertThat(member(resolved, "f", "k")).isEqualTo("of a file");
    assertThat(String.valueOf(member(resolved, "v", "k"))).contains("of the vault");
  }

  @Test
  void aCloudThatIsNotConfiguredIsRefusedWithWhatWorks() {
    assertThatThrownBy(
            () ->
                resolve(
                    "{name: g, kind: secret_manager, map: {k: projects/p/secrets/s/versions/1}}"))
        .isInstanceOf(Workload.StartRefused.class)
        .hasMessageContaining("'g' (secret_manager, k.yaml:6)")
        .hasMessageContaining("no cloud is configured")
        .hasMessageContaining("env, file or vault");
    assertThatThrownBy(() -> resolve("{name: g, kind: google_oauth, ref: x}"))
        .isInstanceOf(Workload.StartRefused.class)
        .hasMessageContaining("oauth2");
  }

  @Test
  void scopesAndTimesToLiveSayWhereAndHowLongAnEntryIsKept() {
    resolve(
        "{name: a, kind: static, map: {k: v-of-a-secret}}",
        "{name: b, kind: static, scope: local, map: {k: v-of-b-secret}}",
        "{name: c, kind: static, scope: shared, ttl_seconds: 90, map: {k: v-of-c-secret}}");

    assertThat(kept("a", Scope.GLOBAL).expiresAt().toInstant())
        .isEqualTo(clock.instant().plus(Duration.ofHours(24)));
    assertThat(kept("b", Scope.LOCAL).expiresAt().toInstant())
        .isEqualTo(clock.instant().plus(Duration.ofHours(1)));
    assertThat(kept("c", Scope.SHARED).expiresAt().toInstant())
        .isEqualTo(clock.instant().plusSeconds(90));
  }

  @Test
  void whatIsKeptIsEncryptedAndHiddenEvenAfterItsEnd() {
    resolve("{name: a, kind: static, ttl_seconds: 1, map: {k: v-of-a-secret}}");
    jdbc.sql("UPDATE noetl.keychain SET expires_at = now() - interval '1 hour'").update();
    clock.pass(Duration.ofMinutes(1));
    known.changed();

    assertThat(known.mask().text("it is v-of-a-secret")).isEqualTo("it is ***");
    assertThat(jdbc.sql("SELECT k::text FROM noetl.keychain k").query(String.class).list())
        .noneMatch(row -> row.contains("v-of-a-secret"));
  }

  /** Stands still until time is let pass. */
  private static final class MovableClock extends Clock {
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
