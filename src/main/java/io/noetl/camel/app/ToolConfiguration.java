package io.noetl.camel.app;

import io.noetl.camel.component.duckdb.DuckDbTool;
import io.noetl.camel.component.share.CallSharing;
import io.noetl.camel.component.tool.CallObserver;
import io.noetl.camel.component.tool.SharedPath;
import io.noetl.camel.component.tool.SqlScripts;
import io.noetl.camel.component.tool.ToolBox;
import io.noetl.camel.component.tool.ToolCaller;
import io.noetl.camel.component.tool.camel.CamelScheme;
import io.noetl.camel.component.tool.camel.CamelTool;
import io.noetl.camel.execution.Lease;
import io.noetl.camel.execution.RunStore;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.wait.JdbcWaits;
import io.noetl.camel.store.secret.CredentialStore;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.store.secret.SealedColumns;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.Credentials;
import io.noetl.camel.tool.credential.OpenCredential;
import io.noetl.camel.tool.credential.SecretVariables;
import io.noetl.camel.tool.flow.NoopTool;
import io.noetl.camel.tool.flow.RefusedTool;
import io.noetl.camel.tool.flow.ResultTool;
import io.noetl.camel.tool.flow.SignalTool;
import io.noetl.camel.tool.gcs.GcsTool;
import io.noetl.camel.tool.http.HttpLimits;
import io.noetl.camel.tool.http.HttpTool;
import io.noetl.camel.tool.nats.NatsTool;
import io.noetl.camel.tool.postgres.PoolLimits;
import io.noetl.camel.tool.postgres.PostgresPools;
import io.noetl.camel.tool.postgres.PostgresRunner;
import io.noetl.camel.tool.postgres.PostgresTargets;
import io.noetl.camel.tool.postgres.PostgresTool;
import io.noetl.camel.tool.postgres.PostgresWatch;
import io.noetl.camel.tool.postgres.StepEffects;
import io.noetl.camel.tool.script.FileScripts;
import io.noetl.camel.tool.script.HttpScripts;
import io.noetl.camel.tool.script.InlineScripts;
import io.noetl.camel.tool.script.ObjectScripts;
import io.noetl.camel.tool.script.ScriptLoader;
import io.noetl.camel.tool.secret.CloudSecrets;
import io.noetl.camel.tool.secret.EnvSecrets;
import io.noetl.camel.tool.secret.FileSecrets;
import io.noetl.camel.tool.secret.KubernetesCredentials;
import io.noetl.camel.tool.secret.KubernetesSecrets;
import io.noetl.camel.tool.secret.SecretsTool;
import io.noetl.camel.tool.secret.SeenSecrets;
import io.noetl.camel.tool.secret.VaultSecrets;
import io.noetl.camel.tool.sink.PostgresSink;
import io.noetl.camel.tool.sink.SinkTool;
import io.noetl.camel.tool.snowflake.SnowflakeConnector;
import io.noetl.camel.tool.snowflake.SnowflakeDriver;
import io.noetl.camel.tool.snowflake.SnowflakeTool;
import io.noetl.camel.tool.transfer.TransferTool;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tools that steps call, and what they share. */
@Configuration(proxyBeanMethods = false)
class ToolConfiguration {

  @Bean
  SeenSecrets seenSecrets(KnownSecrets secrets) {
    return new SeenSecrets(secrets);
  }

  @Bean
  Credentials credentials(CredentialStore store, KubernetesSecrets secrets, SeenSecrets seen) {
    Credentials all =
        new KubernetesCredentials(
            name ->
                store
                    .find(name)
                    .flatMap(
                        found ->
                            store
                                .data(found.name())
                                .map(data -> new OpenCredential(found.name(), found.type(), data))),
            secrets);
    return seen.credentials(all);
  }

  @Bean
  CredentialResolver credentialResolver(Credentials credentials, SecretVariables variables) {
    return new CredentialResolver(credentials, variables);
  }

  @Bean
  PostgresPools postgresPools(
      Clock clock, OutboundGuard guard, ObjectProvider<PostgresWatch> watch) {
    return new PostgresPools(
        PoolLimits.DEFAULT, clock, guard, watch.getIfAvailable(() -> PostgresWatch.NONE));
  }

  @Bean
  PostgresTool postgresTool(
      CredentialResolver credentials, PostgresPools pools, SealedColumns columns) {
    return new PostgresTool(
        new PostgresTargets(credentials),
        new PostgresRunner(pools),
        new StepEffects(columns::seal, columns::open));
  }

  @Bean
  HttpTool httpTool(
      CamelContext context, CredentialResolver credentials, Clock clock, OutboundGuard guard) {
    return new HttpTool(context, credentials, HttpLimits.DEFAULT, clock, guard);
  }

  @Bean
  SinkTool sinkTool(
      CredentialResolver credentials,
      PostgresPools pools,
      PostgresTool postgres,
      ObjectProvider<ToolBox> tools) {
    return new SinkTool(
        new PostgresSink(new PostgresTargets(credentials), new PostgresRunner(pools), postgres),
        kind -> tools.getObject().find(kind));
  }

  @Bean
  SnowflakeConnector snowflakeConnector(CredentialResolver credentials) {
    return new SnowflakeDriver(credentials);
  }

  @Bean
  NatsTool natsTool(CredentialResolver credentials, OutboundGuard guard, SecureRandom random) {
    return new NatsTool(credentials, guard, random);
  }

  @Bean
  SnowflakeTool snowflakeTool(SnowflakeConnector connector) {
    return new SnowflakeTool(connector);
  }

  @Bean
  TransferTool transferTool(
      HttpTool http,
      CredentialResolver credentials,
      PostgresPools pools,
      SnowflakeConnector snowflake) {
    return new TransferTool(http, new PostgresTargets(credentials), pools, snowflake);
  }

  @Bean
  GcsTool gcsTool(
      HttpTool http, CredentialResolver credentials, ToolProperties properties, Clock clock) {
    return new GcsTool(http, credentials, properties.uploadFolder(), clock);
  }

  @Bean
  SecretVariables secretVariables(ToolProperties properties, SeenSecrets seen) {
    return new SecretVariables(seen.environment(System::getenv), properties.secretVariables());
  }

  @Bean
  SecretsTool secretsTool(
      HttpTool http,
      CredentialResolver credentials,
      SecretVariables variables,
      KubernetesSecrets kubernetes,
      SeenSecrets seen,
      ToolProperties properties) {
    return new SecretsTool(
        credentials,
        Stream.of(
                new EnvSecrets(variables),
                new FileSecrets(properties.secretFolder()),
                new VaultSecrets(http, properties.vaultAddress()),
                kubernetes,
                new CloudSecrets())
            .map(seen::provider)
            .toList());
  }

  @Bean
  SignalTool signalTool(JdbcWaits book) {
    return new SignalTool(book);
  }

  @Bean
  ResultTool resultTool(RunStore store) {
    return new ResultTool(store);
  }

  @Bean
  NoopTool noopTool() {
    return new NoopTool();
  }

  @Bean
  RefusedTool refusedTool() {
    return new RefusedTool();
  }

  @Bean
  CamelTool camelTool(CamelContext context, ToolProperties properties) {
    Map<String, CamelScheme> opened = new TreeMap<>();
    properties
        .camel()
        .forEach(
            (name, open) ->
                opened.put(name, new CamelScheme(open.paths(), open.options(), open.headers())));
    return new CamelTool(context, opened);
  }

  @Bean
  ScriptLoader scriptLoader(HttpTool http, DuckDbTool duckdb) {
    return new ScriptLoader(
        Map.of(
            "inline", new InlineScripts(),
            "file", new FileScripts(),
            "http", new HttpScripts(http),
            "s3", new ObjectScripts("s3", List.of("s3"), duckdb),
            "gcs", new ObjectScripts("gcs", List.of("gs", "gcs"), duckdb)));
  }

  @Bean
  ToolBox toolBox(List<Tool> tools) {
    return new ToolBox(tools);
  }

  @Bean
  ToolCaller toolCaller(
      ToolBox tools,
      ScriptLoader scripts,
      TemplateEngine templates,
      Threads threads,
      CallSharing sharing,
      Lease lease,
      ObjectProvider<CallObserver> observers) {
    return new ToolCaller(
        tools,
        new SharedPath(new SqlScripts(scripts, templates), sharing.shared()),
        lease,
        threads.timers(),
        CallObserver.all(observers.orderedStream().toList()));
  }
}
