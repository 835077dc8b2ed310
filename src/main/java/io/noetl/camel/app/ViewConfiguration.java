package io.noetl.camel.app;

import io.noetl.camel.api.ExecutionTraces;
import io.noetl.camel.api.ProcessFigures;
import io.noetl.camel.api.WhoApi;
import io.noetl.camel.api.view.BulkActions;
import io.noetl.camel.api.view.BulkApi;
import io.noetl.camel.api.view.GraphApi;
import io.noetl.camel.api.view.OverviewApi;
import io.noetl.camel.api.view.PlaybookListApi;
import io.noetl.camel.api.view.ReplicaApi;
import io.noetl.camel.api.view.SearchApi;
import io.noetl.camel.api.view.StepApi;
import io.noetl.camel.api.view.ValueApi;
import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.Playbooks;
import io.noetl.camel.execution.control.Pauses;
import io.noetl.camel.execution.control.Reruns;
import io.noetl.camel.store.CleanupQuery;
import io.noetl.camel.store.ExecutionQueries;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.quota.QuotaStore;
import io.noetl.camel.store.search.FailureQuery;
import io.noetl.camel.store.search.PauseQueries;
import io.noetl.camel.store.search.PlaybookQueries;
import io.noetl.camel.store.search.ReplicaQueries;
import io.noetl.camel.store.search.SearchQueries;
import io.noetl.camel.store.search.StepQueries;
import io.noetl.camel.store.search.StoredValues;
import io.noetl.camel.store.search.WaitQueries;
import io.noetl.camel.store.secret.KnownSecrets;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The beans that the routes of the console call. */
@Configuration(proxyBeanMethods = false)
class ViewConfiguration {

  @Bean
  SearchQueries searchQueries(JdbcClient jdbc, Json json) {
    return new SearchQueries(jdbc, json);
  }

  @Bean
  SearchApi searchApi(SearchQueries queries, KnownSecrets secrets, Json json, Clock clock) {
    return new SearchApi(queries, secrets, json, clock);
  }

  @Bean
  StepApi stepApi(SearchQueries queries, JdbcClient jdbc, KnownSecrets secrets, Json json) {
    return new StepApi(
        queries,
        new StepQueries(jdbc, json),
        new WaitQueries(jdbc),
        new PauseQueries(jdbc),
        secrets,
        json);
  }

  @Bean
  OverviewApi overviewApi(
      SearchQueries queries,
      JdbcClient jdbc,
      CleanupQuery cleanups,
      QuotaStore quotas,
      ExecutionTraces traces,
      KnownSecrets secrets,
      Json json) {
    return new OverviewApi(
        queries, new FailureQuery(jdbc), cleanups, quotas, traces, secrets, json);
  }

  @Bean
  ValueApi valueApi(ExecutionQueries executions, JdbcClient jdbc, KnownSecrets secrets, Json json) {
    return new ValueApi(executions, new StoredValues(jdbc), secrets, json);
  }

  @Bean
  GraphApi graphApi(Playbooks playbooks) {
    return new GraphApi(playbooks);
  }

  @Bean
  BulkApi bulkApi(
      SearchQueries search,
      Executions executions,
      Reruns reruns,
      Pauses pauses,
      ExecutionQueries queries,
      KnownSecrets secrets) {
    return new BulkApi(search, new BulkActions(executions, reruns, pauses, queries), secrets);
  }

  @Bean
  PlaybookListApi playbookListApi(JdbcClient jdbc, SearchQueries executions) {
    return new PlaybookListApi(new PlaybookQueries(jdbc), executions);
  }

  @Bean
  ReplicaApi replicaApi(JdbcClient jdbc, ProcessFigures figures) {
    return new ReplicaApi(new ReplicaQueries(jdbc), figures);
  }

  @Bean
  WhoApi whoApi(ProcessFigures figures) {
    return new WhoApi(figures);
  }
}
