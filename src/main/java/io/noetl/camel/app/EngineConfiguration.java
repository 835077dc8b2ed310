package io.noetl.camel.app;

import ch.qos.logback.classic.LoggerContext;
import io.noetl.camel.api.ContextRenderer;
import io.noetl.camel.api.ProcessFigures;
import io.noetl.camel.compiler.JinjaYamlDumper;
import io.noetl.camel.compiler.PlaybookCompiler;
import io.noetl.camel.compiler.RouteNames;
import io.noetl.camel.compiler.RouteView;
import io.noetl.camel.component.duckdb.DuckDbDatabases;
import io.noetl.camel.component.share.CallSharing;
import io.noetl.camel.component.step.PlaybookObjectNames;
import io.noetl.camel.component.step.PlaybookRoutes;
import io.noetl.camel.component.step.StepIndex;
import io.noetl.camel.component.step.StepInterceptor;
import io.noetl.camel.component.tool.ToolBox;
import io.noetl.camel.execution.Completions;
import io.noetl.camel.execution.Deadlines;
import io.noetl.camel.execution.Engine;
import io.noetl.camel.execution.JdbcRunStore;
import io.noetl.camel.execution.Lease;
import io.noetl.camel.execution.PlaybookCatalog;
import io.noetl.camel.execution.Playbooks;
import io.noetl.camel.execution.QuotaTurns;
import io.noetl.camel.execution.Quotas;
import io.noetl.camel.execution.Replica;
import io.noetl.camel.execution.ReplicaAdmission;
import io.noetl.camel.execution.ReplicaObserver;
import io.noetl.camel.execution.ReplicaStore;
import io.noetl.camel.execution.RunSettings;
import io.noetl.camel.execution.RunStore;
import io.noetl.camel.execution.SignalListener;
import io.noetl.camel.execution.SignalReceiver;
import io.noetl.camel.execution.SignalSender;
import io.noetl.camel.execution.Signals;
import io.noetl.camel.execution.SnowflakeIds;
import io.noetl.camel.execution.StartRequest.PlaybookRef;
import io.noetl.camel.execution.StepLogWriter;
import io.noetl.camel.execution.Workload;
import io.noetl.camel.execution.profile.ExecutionProfiles;
import io.noetl.camel.execution.trace.Tracer;
import io.noetl.camel.execution.wait.Waits;
import io.noetl.camel.playbook.PlaybookParser;
import io.noetl.camel.store.CatalogEntry;
import io.noetl.camel.store.CatalogStore;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.PlaybookCheck;
import io.noetl.camel.store.ProgressQuery;
import io.noetl.camel.store.call.CallStore;
import io.noetl.camel.store.event.CommitObserver;
import io.noetl.camel.store.event.EventWriter;
import io.noetl.camel.store.event.SealedEvents;
import io.noetl.camel.store.quota.QuotaStore;
import io.noetl.camel.store.secret.KeychainStore;
import io.noetl.camel.store.secret.KnownSecrets;
import io.noetl.camel.store.secret.SealedColumns;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import io.noetl.camel.tool.credential.Credentials;
import io.noetl.camel.tool.http.HttpTool;
import io.noetl.camel.tool.keychain.KeychainCache;
import io.noetl.camel.tool.keychain.KeychainFetcher;
import io.noetl.camel.tool.keychain.KeychainResolver;
import io.noetl.camel.tool.secret.SecretsTool;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The engine: templates, compiler, event writer, runs. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {
  private static final int COMPILED_PLAYBOOKS = 1_000;

  /** Beneath the signals. */
  private static final Duration CHILD_POLL = Duration.ofSeconds(2);

  @Bean
  TemplateEngine templateEngine() {
    return new TemplateEngine(TemplateLimits.DEFAULT);
  }

  @Bean
  PlaybookCompiler playbookCompiler(TemplateEngine templates, Json json) {
    return new PlaybookCompiler(new PlaybookParser(), templates, json::read);
  }

  @Bean
  PlaybookCheck playbookCheck(PlaybookCompiler compiler) {
    return compiler::check;
  }

  @Bean
  Playbooks playbooks(CatalogStore catalog, PlaybookCompiler compiler) {
    return new Playbooks(ref -> entry(catalog, ref), compiler, COMPILED_PLAYBOOKS);
  }

  /** The catalog entry that a reference names. */
  static Optional<PlaybookCatalog.Entry> entry(CatalogStore catalog, PlaybookRef ref) {
    Optional<CatalogEntry> found =
        switch (ref) {
          case PlaybookRef.ById id -> catalog.byId(id.catalogId());
          case PlaybookRef.ByPath path -> catalog.byPath(path.path(), path.version());
        };
    return found.map(
        e -> new PlaybookCatalog.Entry(e.catalogId(), e.path(), e.version(), e.content()));
  }

  /** One line for many of a kind, whoever logs them. */
  @Bean
  RepeatedLines repeatedLines() {
    RepeatedLines filter = new RepeatedLines(System::currentTimeMillis);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
      logging.addTurboFilter(filter);
    }
    return filter;
  }

  @Bean
  Threads threads() {
    return Threads.start();
  }

  /** What the routes of playbooks need of their context. */
  @Bean
  CamelContextConfiguration playbookContext(Threads threads) {
    return new CamelContextConfiguration() {
      @Override
      public void beforeApplicationStart(CamelContext context) {
        context.getRegistry().bind(RouteNames.EXECUTOR, threads.executor());
        JinjaYamlDumper.install(context);
        RouteView.install(context);
        PlaybookObjectNames.install(context);
      }

      @Override
      public void afterApplicationStart(CamelContext context) {}
    };
  }

  @Bean
  ReplicaName replicaName(SecureRandom random) {
    return new ReplicaName("worker-" + HexFormat.of().toHexDigits(random.nextInt()));
  }

  @Bean
  SnowflakeIds snowflakeIds(Clock clock, SecureRandom random) {
    return new SnowflakeIds(
        clock, random.nextInt(SnowflakeIds.SHARDS), random.nextInt(SnowflakeIds.FIRST_SEQUENCES));
  }

  @Bean
  EventWriter eventWriter(
      DataSource database,
      ReplicaName replica,
      SealedEvents secrets,
      Threads threads,
      Quotas quotas,
      ObjectProvider<CommitObserver> observers) {
    return new EventWriter(
        database,
        replica.name(),
        secrets,
        threads.executor(),
        CommitObserver.all(observers.orderedStream().toList()),
        quotas::isCharging);
  }

  @Bean
  RunStore runStore(JdbcClient jdbc, Json json, SealedColumns columns, SealedEvents secrets) {
    return new JdbcRunStore(jdbc, json, columns, secrets);
  }

  @Bean
  Completions completions(RunStore store) {
    return new Completions(store, CHILD_POLL);
  }

  @Bean
  StepLogWriter stepLogWriter(
      JdbcTemplate jdbc, SnowflakeIds ids, Clock clock, KnownSecrets secrets) {
    return new StepLogWriter(jdbc, ids, clock, text -> secrets.mask().text(text));
  }

  @Bean
  StepIndex stepIndex() {
    return new StepIndex();
  }

  @Bean
  InterceptStrategy stepInterceptor(StepIndex steps) {
    return new StepInterceptor(steps);
  }

  @Bean
  PlaybookRoutes playbookRoutes(CamelContext context, Threads threads, StepIndex steps) {
    return new PlaybookRoutes(context, threads.executor(), steps);
  }

  @Bean
  Workload workload(
      Credentials credentials,
      HttpTool http,
      SecretsTool secretsTool,
      KeychainStore keychain,
      KnownSecrets secrets,
      Clock clock) {
    return new Workload(
        new KeychainResolver(
            new KeychainFetcher(credentials, http, secretsTool),
            new KeychainCache(keychain, secrets, clock),
            clock));
  }

  @Bean
  Engine engine(
      Playbooks playbooks,
      RunStore store,
      Completions completions,
      EventWriter writer,
      PlaybookRoutes routes,
      StepLogWriter logs,
      Workload workload,
      Threads threads,
      ReplicaAdmission admission,
      Signals signals,
      SnowflakeIds ids,
      Clock clock,
      Json json,
      ReplicaName replica,
      DuckDbDatabases databases,
      ExecutionProfiles profiles,
      EngineProperties limits,
      NotifyProperties notify,
      ObjectProvider<Tracer> tracer) {
    return new Engine(
        playbooks,
        store,
        completions,
        writer,
        routes,
        logs,
        workload,
        new Deadlines(threads.timers(), clock),
        admission,
        signals,
        ids,
        clock,
        json,
        RunSettings.of(
            profiles,
            threads.executor(),
            limits.maxDepth(),
            limits.maxTree(),
            tracer.getIfAvailable(() -> Tracer.NONE),
            notify.all()),
        replica.name(),
        databases::release);
  }

  @Bean(initMethod = "start")
  @DependsOn("flywayInitializer")
  Replica replica(
      ReplicaName replica,
      ReplicaStore store,
      Engine engine,
      ReplicaAdmission admission,
      Lease lease,
      List<ReplicaObserver> observers,
      Quotas quotas,
      QuotaTurns turns) {
    return new Replica(
        replica.name(),
        store,
        engine,
        admission,
        Replica.Settings.DEFAULT,
        lease,
        ReplicaObserver.all(observers),
        quotas,
        turns);
  }

  @Bean
  QuotaTurns quotaTurns(
      JdbcClient jdbc, PlatformTransactionManager transactions, QuotaStore store, Json json) {
    return new QuotaTurns(jdbc, new TransactionTemplate(transactions), store, json);
  }

  @Bean
  Lease lease() {
    return new Lease(System::nanoTime, Replica.Settings.DEFAULT.lease());
  }

  @Bean
  ReplicaStore replicaStore(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      Json json,
      SealedEvents secrets,
      ProcessFigures figures) {
    return new ReplicaStore(
        jdbc, new TransactionTemplate(transactions), json, secrets, figures.version());
  }

  @Bean
  ReplicaAdmission admission(EngineProperties engine, Quotas quotas) {
    return new ReplicaAdmission(
        new ReplicaAdmission.Bounds(
            engine.maxExecutions(), engine.maxTokens(), engine.maxSiblings()),
        quotas);
  }

  @Bean
  Signals signals(JdbcClient jdbc) {
    return new SignalSender(jdbc);
  }

  @Bean
  @DependsOn("flywayInitializer")
  SignalListener signalListener(
      DataSource database,
      DividedConnections connections,
      Replica replica,
      Engine engine,
      Completions completions,
      CallSharing sharing,
      Waits waits) {
    return new SignalListener(
        database,
        connections::breakOff,
        new SignalReceiver(replica, engine, completions, sharing, waits));
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> takeOver(Replica replica, CallSharing sharing) {
    return ready -> {
      replica.open();
      sharing.open();
    };
  }

  /** Before Camel stops: a step that it breaks off must not be recorded as failed. */
  @Bean
  ApplicationListener<ContextClosedEvent> handOver(Replica replica, CallSharing sharing) {
    return closing -> {
      sharing.close();
      replica.close();
    };
  }

  @Bean
  CallSharing callSharing(
      JdbcClient jdbc,
      Json json,
      SealedColumns columns,
      Signals signals,
      ReplicaAdmission admission,
      ToolBox tools,
      StepLogWriter logs,
      ReplicaName replica,
      ExecutionProfiles profiles) {
    return new CallSharing(
        new CallStore(jdbc),
        json,
        columns,
        signals,
        admission,
        tools::find,
        logs,
        replica.name(),
        profiles);
  }

  @Bean
  ContextRenderer contextRenderer(TemplateEngine templates, ProgressQuery progress) {
    return new ExecutionRenderer(templates, progress);
  }

  /** This process among those that share the work: the {@code worker_id} of its events. */
  record ReplicaName(String name) {}
}
