package io.noetl.camel.app;

import io.noetl.camel.api.ContextRenderer;
import io.noetl.camel.compiler.PlaybookCompiler;
import io.noetl.camel.execution.Ended;
import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.Playbooks;
import io.noetl.camel.execution.Signals;
import io.noetl.camel.execution.StartRequest;
import io.noetl.camel.execution.approval.Approval;
import io.noetl.camel.execution.approval.ApprovalBook;
import io.noetl.camel.execution.control.Pauses;
import io.noetl.camel.execution.control.Replays;
import io.noetl.camel.execution.control.Reruns;
import io.noetl.camel.execution.schedule.Schedule;
import io.noetl.camel.execution.schedule.Schedules;
import io.noetl.camel.execution.wait.SignalBook;
import io.noetl.camel.playbook.PlaybookParser;
import io.noetl.camel.playbook.Problem;
import io.noetl.camel.store.CatalogEntry;
import io.noetl.camel.store.CatalogStore;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.PlaybookCheck;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.template.TemplateLimits;
import io.noetl.camel.tool.notify.Receivers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The engine as far as the API's tests need it: an execution is done as soon as it was started,
 * with the rows that a real one leaves; one whose payload has {@code hang} goes on until it is
 * cancelled.
 */
@TestConfiguration(proxyBeanMethods = false)
public class FakeEngine {
  private static final Set<String> REAL =
      Set.of(
          "engineConfiguration",
          "waitConfiguration",
          "notifyConfiguration",
          "controlConfiguration",
          "scheduleConfiguration",
          "sourceConfiguration",
          "toolConfiguration",
          "pythonConfiguration",
          "duckDbConfiguration");

  /** The real engine, its tools and their interpreters of Python are not made. */
  @Bean
  static BeanFactoryPostProcessor noRealEngine() {
    return factory -> {
      for (String name : factory.getBeanDefinitionNames()) {
        BeanDefinition definition = factory.getBeanDefinition(name);
        if (REAL.contains(String.valueOf(definition.getFactoryBeanName()))) {
          ((BeanDefinitionRegistry) factory).removeBeanDefinition(name);
        }
      }
    };
  }

  @Bean
  Signals fakePeers() {
    return Signals.NONE;
  }

  @Bean
  Threads fakeThreads() {
    return Threads.start();
  }

  @Bean
  @Primary
  PlaybookCheck fakeCheck() {
    return (content, file) ->
        content.contains("workflow")
            ? List.of()
            : List.of(
                new Problem(
                    "PB0001",
                    Problem.Severity.ERROR,
                    file,
                    1,
                    1,
                    "",
                    "The document has no workflow.",
                    "Add workflow: with a step called start.",
                    content.lines().findFirst().orElse("")));
  }

  @Bean
  @Primary
  ContextRenderer fakeRenderer() {
    return (id, template, extra, strict) ->
        new ContextRenderer.Rendered("rendered " + template, List.of("workload", "execution_id"));
  }

  @Bean
  TemplateEngine templates() {
    return new TemplateEngine(TemplateLimits.DEFAULT);
  }

  @Bean
  Playbooks fakePlaybooks() {
    return new Playbooks(
        ref -> Optional.empty(),
        new PlaybookCompiler(
            new PlaybookParser(), new TemplateEngine(TemplateLimits.DEFAULT), new Json()::read),
        1);
  }

  @Bean
  Reruns fakeReruns() {
    return request -> {
      throw new Executions.PlaybookNotFound("of a fake engine");
    };
  }

  @Bean
  SignalBook fakeSignals() {
    return signal -> new SignalBook.Sent(1, List.of(), false);
  }

  @Bean
  Receivers fakeReceivers() {
    return (receiver, notices, profile) -> Optional.empty();
  }

  @Bean
  ApprovalBook fakeApprovals() {
    return new ApprovalBook() {
      @Override
      public List<Approval> list(@Nullable String state, @Nullable Long executionId, int most) {
        return List.of();
      }

      @Override
      public Optional<Approval> find(long id) {
        return Optional.empty();
      }

      @Override
      public Optional<Approval> decide(
          long id,
          String by,
          String choice,
          Map<String, @Nullable Object> values,
          @Nullable String once) {
        return Optional.empty();
      }
    };
  }

  @Bean
  Replays fakeReplays() {
    return (executionId, moment, bigResults) -> Optional.empty();
  }

  @Bean
  Schedules fakeSchedules() {
    return new Schedules() {
      @Override
      public List<Schedule> list() {
        return List.of();
      }

      @Override
      public Optional<Schedule> find(long id) {
        return Optional.empty();
      }

      @Override
      public Schedule create(Schedule.Plan plan) {
        throw new Executions.PlaybookNotFound(plan.path());
      }

      @Override
      public Optional<Schedule> change(long id, Schedule.Plan plan) {
        return Optional.empty();
      }

      @Override
      public Optional<List<Instant>> next(long id, Instant from, int count) {
        return Optional.empty();
      }

      @Override
      public Optional<Schedule> enable(long id, boolean enabled) {
        return Optional.empty();
      }

      @Override
      public boolean delete(long id) {
        return false;
      }

      @Override
      public Optional<Executions.Started> runNow(long id) {
        return Optional.empty();
      }

      @Override
      public Optional<List<Run>> backfill(long id, Instant from, Instant to, boolean dryRun) {
        return Optional.empty();
      }
    };
  }

  @Bean
  Pauses fakePauses() {
    return new Pauses() {
      @Override
      public Change pause(long executionId, boolean cascade, @Nullable String reason) {
        return new Change(null, List.of());
      }

      @Override
      public Change resume(long executionId, boolean cascade) {
        return new Change(null, List.of());
      }
    };
  }

  @Bean
  @Primary
  Executions fakeExecutions(CatalogStore catalog, JdbcClient jdbc, Json json) {
    return new Fake(catalog, jdbc, json);
  }

  private static final class Fake implements Executions {
    private final CatalogStore catalog;
    private final JdbcClient jdbc;
    private final Json json;
    private final AtomicLong ids = new AtomicLong(766_795_455_358_304_692L);

    Fake(CatalogStore catalog, JdbcClient jdbc, Json json) {
      this.catalog = catalog;
      this.jdbc = jdbc;
      this.json = json;
    }

    @Override
    public CompletableFuture<Ended> end(long executionId) {
      return CompletableFuture.completedFuture(new Ended(executionId, "COMPLETED", null, null));
    }

    @Override
    public Started start(StartRequest request) {
      CatalogEntry entry =
          switch (request.playbook()) {
            case StartRequest.PlaybookRef.ByPath(String path, Integer version) ->
                catalog.byPath(path, version).orElseThrow(() -> new PlaybookNotFound(path));
            case StartRequest.PlaybookRef.ById(long id) ->
                catalog.byId(id).orElseThrow(() -> new PlaybookNotFound("catalog_id " + id));
          };
      long id = ids.incrementAndGet();
      boolean hangs = request.payload().containsKey("hang");
      StartRequest.Parent parent = request.parent();
      Long parentId = parent == null ? null : parent.executionId();
      jdbc.sql(
              """
              INSERT INTO noetl.execution (execution_id, catalog_id, path, version, name, status, payload, result,
                     parent_execution_id, idempotency_key, end_time)
              VALUES (?, ?, ?, ?, 'fake', ?, ?::jsonb, ?::jsonb, ?, ?, CASE WHEN ? THEN NULL ELSE now() END)
              """)
          .params(
              id,
              entry.catalogId(),
              entry.path(),
              entry.version(),
              hangs ? "RUNNING" : "COMPLETED",
              json.write(request.payload()),
              hangs ? null : "{\"status\":\"complete\"}",
              parentId,
              request.idempotencyKey(),
              hangs)
          .update();
      String workload = json.write(Map.of("workload", request.payload()));
      event(id, entry, parentId, "playbook.initialized", entry.path(), "INITIALIZED", workload);
      event(id, entry, parentId, "step.enter", "start", "STARTED", null);
      if (!hangs) {
        event(
            id, entry, parentId, "step.exit", "start", "COMPLETED", "{\"status\":\"initialized\"}");
        event(id, entry, parentId, "step.exit", "end", "COMPLETED", "{\"status\":\"complete\"}");
        event(id, entry, parentId, "playbook.completed", entry.path(), "COMPLETED", null);
      }
      return new Started(id, entry.catalogId(), entry.path(), entry.version(), false);
    }

    private void event(
        long id,
        CatalogEntry entry,
        @Nullable Long parent,
        String type,
        String node,
        String status,
        @Nullable String result) {
      jdbc.sql(
              """
              INSERT INTO noetl.event_record (execution_id, event_id, catalog_id, parent_execution_id, created_at,
                     event_type, node_id, node_name, status, duration, context, result)
              VALUES (?, ?, ?, ?, now() AT TIME ZONE 'UTC', ?, ?, ?, ?, 1.5, ?::jsonb, ?::jsonb)
              """)
          .params(
              id,
              ids.incrementAndGet(),
              entry.catalogId(),
              parent,
              type,
              node,
              node,
              status,
              "{\"catalog_id\":\"1\",\"execution_id\":\"2\",\"root_event_id\":null}",
              result)
          .update();
    }

    @Override
    public Cancelled cancel(long executionId, boolean cascade, @Nullable String reason) {
      List<String> status =
          jdbc.sql("SELECT status FROM noetl.execution WHERE execution_id = ?")
              .param(executionId)
              .query(String.class)
              .list();
      if (status.isEmpty() || !status.getFirst().equals("RUNNING")) {
        return new Cancelled(!status.isEmpty(), !status.isEmpty(), List.of());
      }
      jdbc.sql(
              "UPDATE noetl.execution SET status = 'CANCELLED', error = ?, end_time = now() WHERE"
                  + " execution_id = ?")
          .params(reason, executionId)
          .update();
      return new Cancelled(true, false, List.of(executionId));
    }

    @Override
    public void setVariables(long executionId, Map<String, @Nullable Object> variables) {}
  }
}
