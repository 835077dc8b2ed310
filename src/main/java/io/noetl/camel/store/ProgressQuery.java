package io.noetl.camel.store;

import io.noetl.camel.store.event.BigResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads how far an execution has come from its events, on whichever replica it runs. */
public final class ProgressQuery {
  private final JdbcClient jdbc;
  private final Json json;
  private final VariableStore variables;

  public ProgressQuery(JdbcClient jdbc, Json json, VariableStore variables) {
    this.jdbc = jdbc;
    this.json = json;
    this.variables = variables;
  }

  /** The progress of an execution; empty of steps when there is no such execution. */
  public ExecutionProgress of(long executionId) {
    return new ExecutionProgress(
        currentStep(executionId), completedSteps(executionId), variables(executionId));
  }

  private @Nullable String currentStep(long executionId) {
    return jdbc.sql(
            """
            SELECT node_name FROM noetl.event_record WHERE execution_id = :id AND event_type = 'step.enter'
             ORDER BY event_id DESC LIMIT 1
            """)
        .param("id", executionId)
        .query(String.class)
        .optional()
        .orElse(null);
  }

  private List<String> completedSteps(long executionId) {
    return jdbc.sql(
            """
            SELECT node_name FROM noetl.event_record
             WHERE execution_id = :id AND event_type = 'step.exit' AND status = 'COMPLETED'
             GROUP BY node_name ORDER BY min(event_id)
            """)
        .param("id", executionId)
        .query(String.class)
        .list();
  }

  private Map<String, @Nullable Object> variables(long executionId) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(workload(executionId));
    jdbc.sql(
            """
            SELECT DISTINCT ON (node_name) node_name, result FROM noetl.event_record
             WHERE execution_id = :id AND event_type = 'step.exit' ORDER BY node_name, event_id DESC
            """)
        .param("id", executionId)
        .query(
            (row, index) ->
                all.put(row.getString("node_name"), json.readColumn(row.getString("result"))))
        .list();
    all.replaceAll((step, value) -> BigResult.resolved(jdbc, json, executionId, value));
    for (Variable variable : variables.all(executionId)) {
      all.put(variable.name(), variable.value());
    }
    return all;
  }

  private Map<String, @Nullable Object> workload(long executionId) {
    return jdbc.sql(
            """
            SELECT result -> 'workload' FROM noetl.event_record
             WHERE execution_id = :id AND event_type = 'playbook.initialized' ORDER BY event_id LIMIT 1
            """)
        .param("id", executionId)
        .query((row, index) -> row.getString(1))
        .optional()
        .map(json::read)
        .filter(Map.class::isInstance)
        .map(workload -> JsonLike.object((Map<?, ?>) workload))
        .orElseGet(LinkedHashMap::new);
  }
}
