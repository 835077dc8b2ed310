package io.noetl.camel.app;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.noetl.camel.api.ApiErrors;
import io.noetl.camel.api.ApiReplies;
import io.noetl.camel.api.ApiRequests;
import io.noetl.camel.api.CatalogApi;
import io.noetl.camel.api.ConsoleApi;
import io.noetl.camel.api.ContextRenderer;
import io.noetl.camel.api.ControlApi;
import io.noetl.camel.api.CredentialApi;
import io.noetl.camel.api.DashboardApi;
import io.noetl.camel.api.DocsApi;
import io.noetl.camel.api.EditorApi;
import io.noetl.camel.api.ExecutionApi;
import io.noetl.camel.api.ExecutionTraces;
import io.noetl.camel.api.HealthApi;
import io.noetl.camel.api.KeychainApi;
import io.noetl.camel.api.LogApi;
import io.noetl.camel.api.PlaybookTestApi;
import io.noetl.camel.api.ProcessFigures;
import io.noetl.camel.api.RegisterApi;
import io.noetl.camel.api.RenderApi;
import io.noetl.camel.api.ResultApi;
import io.noetl.camel.api.RuntimeApi;
import io.noetl.camel.api.SchemaApi;
import io.noetl.camel.api.StartApi;
import io.noetl.camel.api.SystemApi;
import io.noetl.camel.api.UiSchemaApi;
import io.noetl.camel.api.VariableApi;
import io.noetl.camel.app.metrics.Scrapes;
import io.noetl.camel.component.python.PythonCodeCache;
import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.trace.Tracer;
import io.noetl.camel.execution.trigger.Subscriptions;
import io.noetl.camel.playbooktest.TestPython;
import io.noetl.camel.store.CatalogStore;
import io.noetl.camel.store.CleanupQuery;
import io.noetl.camel.store.ExecutionQueries;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.PlaybookCheck;
import io.noetl.camel.store.ProgressQuery;
import io.noetl.camel.store.RuntimeStore;
import io.noetl.camel.store.StatusQueries;
import io.noetl.camel.store.TestSuiteStore;
import io.noetl.camel.store.VariableStore;
import io.noetl.camel.store.access.AuditStore;
import io.noetl.camel.store.console.SqlConsole;
import io.noetl.camel.store.quota.QuotaStore;
import io.noetl.camel.store.retention.Retention;
import io.noetl.camel.store.secret.CredentialStore;
import io.noetl.camel.store.secret.KeychainStore;
import io.noetl.camel.store.secret.KnownSecrets;
import java.security.SecureRandom;
import java.time.Clock;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans that the REST routes call, by the names that the routes use. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

  @Bean
  ApiRequests apiRequests(Json json, ProcessFigures figures) {
    return new ApiRequests(json, figures);
  }

  @Bean
  ApiReplies apiReplies(Json json) {
    return new ApiReplies(json);
  }

  @Bean
  ApiErrors apiErrors(SecureRandom random, ApiReplies replies) {
    return new ApiErrors(random, replies);
  }

  @Bean
  ProcessFigures processFigures(ApiProperties properties) {
    String version = NoetlCamelApplication.class.getPackage().getImplementationVersion();
    return new ProcessFigures(properties.serverName(), version == null ? "development" : version);
  }

  @Bean
  HealthApi healthApi() {
    return new HealthApi();
  }

  @Bean
  DocsApi docsApi(Json json) {
    return new DocsApi(json);
  }

  @Bean
  SchemaApi schemaApi() {
    return new SchemaApi();
  }

  @Bean
  CatalogApi catalogApi(CatalogStore catalog, Json json) {
    return new CatalogApi(catalog, json);
  }

  @Bean
  UiSchemaApi uiSchemaApi(CatalogStore catalog, Clock clock) {
    return new UiSchemaApi(catalog, clock);
  }

  @Bean
  ResultApi resultApi(ExecutionQueries executions, KnownSecrets secrets) {
    return new ResultApi(executions, secrets);
  }

  @Bean
  CredentialApi credentialApi(CredentialStore credentials, KnownSecrets known) {
    return new CredentialApi(credentials, known);
  }

  @Bean
  RegisterApi registerApi(
      CatalogStore catalog,
      PlaybookCheck check,
      CredentialApi credentials,
      Subscriptions subscriptions) {
    return new RegisterApi(catalog, check, credentials, subscriptions);
  }

  @Bean
  EditorApi editorApi(CatalogStore catalog, PlaybookCheck check, RegisterApi register) {
    return new EditorApi(catalog, check, register);
  }

  @Bean
  StartApi startApi(Executions executions, ObjectProvider<Tracer> tracer) {
    return new StartApi(executions, tracer.getIfAvailable() != null);
  }

  @Bean
  ControlApi controlApi(Executions executions, ExecutionQueries queries, Retention retention) {
    return new ControlApi(executions, queries, retention);
  }

  @Bean
  ExecutionApi executionApi(
      ExecutionQueries queries,
      ProgressQuery progress,
      CleanupQuery cleanups,
      QuotaStore quotas,
      KnownSecrets secrets,
      Json json,
      ExecutionTraces traces) {
    return new ExecutionApi(queries, progress, cleanups, quotas, secrets, json, traces);
  }

  @Bean
  ExecutionTraces executionTraces(
      ExecutionQueries queries,
      ObjectProvider<Tracer> tracer,
      @Value("${noetl.tracing.link:}") String link) {
    return new ExecutionTraces(queries, tracer.getIfAvailable(), link);
  }

  @Bean
  LogApi logApi(ExecutionQueries queries, KnownSecrets secrets, Json json) {
    return new LogApi(queries, secrets, json);
  }

  @Bean
  ConsoleApi consoleApi(SqlConsole console, KnownSecrets secrets, AuditStore audit) {
    return new ConsoleApi(console, secrets, audit);
  }

  @Bean
  KeychainApi keychainApi(KeychainStore keychain, KnownSecrets known, Clock clock) {
    return new KeychainApi(keychain, known, clock);
  }

  @Bean
  VariableApi variableApi(VariableStore variables, Executions executions, KnownSecrets secrets) {
    return new VariableApi(variables, executions, secrets);
  }

  @Bean
  PlaybookTestApi playbookTestApi(
      CatalogStore catalog, JdbcClient jdbc, Json json, PythonCodeCache code) {
    return new PlaybookTestApi(
        ref -> EngineConfiguration.entry(catalog, ref),
        new TestSuiteStore(jdbc, json),
        new TestPython(code));
  }

  @Bean
  RenderApi renderApi(ContextRenderer renderer) {
    return new RenderApi(renderer);
  }

  @Bean
  RuntimeApi runtimeApi(RuntimeStore runtimes) {
    return new RuntimeApi(runtimes);
  }

  @Bean
  DashboardApi dashboardApi(StatusQueries queries, PrometheusMeterRegistry metrics) {
    return new DashboardApi(queries, new Scrapes(metrics)::text);
  }

  @Bean
  SystemApi systemApi(ProcessFigures figures, StatusQueries queries, Flyway flyway) {
    return new SystemApi(figures, queries, flyway::migrate);
  }
}
