package io.noetl.camel.app.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.noetl.camel.api.ProcessFigures;
import io.noetl.camel.component.duckdb.DuckDbDatabases;
import io.noetl.camel.component.python.ChosenEngines;
import io.noetl.camel.component.tool.CallObserver;
import io.noetl.camel.execution.Engine;
import io.noetl.camel.execution.ReplicaObserver;
import io.noetl.camel.execution.trace.Tracer;
import io.noetl.camel.execution.trigger.SubscriptionStore;
import io.noetl.camel.playbook.ToolKinds;
import io.noetl.camel.store.OutlookQueries;
import io.noetl.camel.store.StatusQueries;
import io.noetl.camel.store.WaitingQueries;
import io.noetl.camel.store.event.CommitObserver;
import io.noetl.camel.store.quota.QuotaStore;
import io.prometheus.metrics.core.metrics.Info;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.function.SingletonSupplier;

/** What Prometheus reads: see docs/operations.md for the series. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

  @Bean
  StepKinds stepKinds(ObjectProvider<Engine> engine) {
    // asked at each step: Spring takes longer to find a bean than the step to be counted
    return new StepKinds(SingletonSupplier.ofNullable(engine::getIfAvailable), ToolKinds.ALL);
  }

  @Bean
  @ConditionalOnProperty(name = "noetl.metrics.enabled", matchIfMissing = true)
  CommitObserver commitObserver(
      MeterRegistry registry,
      StepKinds kinds,
      ObjectProvider<Exemplars> exemplars,
      ObjectProvider<Tracer> tracer,
      @Value("${noetl.metrics.max-playbooks:200}") int playbooks) {
    return new CommitMetrics(
        registry,
        kinds,
        new BoundedLabels(playbooks),
        exemplars.getIfAvailable(Exemplars::new),
        tracer.getIfAvailable(() -> Tracer.NONE));
  }

  @Bean
  @ConditionalOnProperty(name = "noetl.metrics.enabled", matchIfMissing = true)
  CallObserver callObserver(
      MeterRegistry registry, StepKinds kinds, ObjectProvider<Exemplars> exemplars) {
    return new CallMetrics(registry, kinds, exemplars.getIfAvailable(Exemplars::new));
  }

  @Bean
  @ConditionalOnProperty(name = "noetl.metrics.enabled", matchIfMissing = true)
  HostMetrics hostMetrics(
      MeterRegistry registry, @Value("${noetl.metrics.max-hosts:100}") int hosts) {
    return new HostMetrics(registry, new BoundedLabels(hosts));
  }

  /** Who measures nothing pays for nothing: what is still called does nothing. */
  @Bean
  @ConditionalOnProperty(name = "noetl.metrics.enabled", havingValue = "false")
  MeterFilter nothing() {
    return MeterFilter.deny();
  }

  /** Where it is a bean, each histogram looks for the span of each of its values. */
  @Bean
  @ConditionalOnProperty("noetl.tracing.endpoint")
  Exemplars exemplars() {
    return new Exemplars();
  }

  @Bean
  LeaseAge leaseAge(Clock clock) {
    return new LeaseAge(clock);
  }

  @Bean
  StartDelays startDelays(MeterRegistry registry, Clock clock) {
    return new StartDelays(registry, clock);
  }

  @Bean
  MaintenanceMetrics maintenanceMetrics(MeterRegistry registry) {
    return new MaintenanceMetrics(registry);
  }

  @Bean
  MeterBinder pythonMetrics(ObjectProvider<ChosenEngines> engines) {
    return registry ->
        engines.ifAvailable(here -> new PythonMetrics(here::figures).bindTo(registry));
  }

  @Bean
  MeterBinder duckDbMetrics(ObjectProvider<DuckDbDatabases> databases) {
    return registry ->
        databases.ifAvailable(
            here ->
                Gauge.builder("noetl.duckdb.databases", here, DuckDbDatabases::size)
                    .description("Databases of executions that are open.")
                    .register(registry));
  }

  @Bean
  ReplicaObserver replicaObserver(MeterRegistry registry, LeaseAge lease, StartDelays delays) {
    return new ReplicaMetrics(registry, lease, delays);
  }

  @Bean(initMethod = "start")
  @DependsOn("flywayInitializer")
  ServiceFigures serviceFigures(
      MeterRegistry registry,
      JdbcClient jdbc,
      StatusQueries totals,
      SubscriptionStore subscriptions,
      QuotaStore quotas,
      Clock clock) {
    return new ServiceFigures(
        registry,
        new WaitingQueries(jdbc),
        totals,
        new OutlookQueries(jdbc),
        new SubscriptionFigures(registry, subscriptions),
        new QuotaFigures(registry, quotas),
        clock);
  }

  @Bean
  MeterBinder namedFigures(ProcessFigures process) {
    return new NamedFigures(process);
  }

  @Bean
  MeterBinder runningHere(ObjectProvider<Engine> engine) {
    return registry ->
        engine.ifAvailable(
            here -> {
              Gauge.builder("noetl.executions.running", here, Engine::executions)
                  .description("Executions that this server runs, children among them.")
                  .register(registry);
              Gauge.builder("noetl.tokens", here, Engine::tokens)
                  .description("Open tokens of the executions that this server runs.")
                  .register(registry);
            });
  }

  /** Micrometer takes {@code _info} off a name, so this one stands beside it. */
  @Bean
  Info serverInfo(PrometheusMeterRegistry registry, ProcessFigures process) {
    Info info =
        Info.builder()
            .name("noetl_info")
            .help("Version and name of the server.")
            .labelNames("version", "name")
            .register(registry.getPrometheusRegistry());
    info.setLabelValues(process.version(), process.name());
    return info;
  }
}
