package io.noetl.camel.store;

import io.noetl.camel.store.secret.SealedColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The variables of executions that clients set and read. */
public final class VariableStore {
  private static final String COLUMNS =
      "execution_id, var_name, var_type, var_value, source_step, created_at, accessed_at,"
          + " access_count";

  private final JdbcClient jdbc;
  private final Json json;
  private final SealedColumns columns;

  /**
   * Makes a store.
   *
   * @param columns encrypts values that hold secrets
   */
  public VariableStore(JdbcClient jdbc, Json json, SealedColumns columns) {
    this.columns = columns;
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Sets variables; those that are there already are overwritten. */
  public void set(
      long executionId,
      Map<String, @Nullable Object> values,
      Variable.Type type,
      @Nullable String sourceStep) {
    Map<String, @Nullable Object> written = new LinkedHashMap<>();
    values.forEach(
        (name, value) ->
            written.put(name, columns.seal(SealedColumns.variable(executionId, name), value)));
    jdbc.sql(
            """
            INSERT INTO noetl.transient (execution_id, var_name, var_type, var_value, source_step)
            SELECT :execution, key, :type, value, :step FROM json_each(:values::json)
            ON CONFLICT (execution_id, var_name) DO UPDATE
               SET var_type = excluded.var_type, var_value = excluded.var_value,
                   source_step = excluded.source_step, accessed_at = now()
            """)
        .param("execution", executionId)
        .param("type", type.name().toLowerCase(Locale.ROOT))
        .param("step", sourceStep)
        .param("values", json.writeColumn(written))
        .update();
  }

  /** All variables of an execution, by name. */
  public List<Variable> all(long executionId) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + " FROM noetl.transient WHERE execution_id = :id ORDER BY var_name")
        .param("id", executionId)
        .query(this::variable)
        .list();
  }

  /** One variable; counts the access. */
  public Optional<Variable> read(long executionId, String name) {
    return jdbc.sql(
            """
            UPDATE noetl.transient SET accessed_at = now(), access_count = access_count + 1
             WHERE execution_id = :id AND var_name = :name RETURNING
            """
                + COLUMNS)
        .param("id", executionId)
        .param("name", name)
        .query(this::variable)
        .optional();
  }

  /** Deletes one variable, or all where the name is null; says how many there were. */
  public int delete(long executionId, @Nullable String name) {
    return jdbc.sql(
            "DELETE FROM noetl.transient WHERE execution_id = :id AND var_name ="
                + " coalesce(:name::text, var_name)")
        .param("id", executionId)
        .param("name", name)
        .update();
  }

  private Variable variable(ResultSet row, int index) throws SQLException {
    String name = row.getString("var_name");
    return new Variable(
        name,
        columns.open(
            SealedColumns.variable(row.getLong("execution_id"), name),
            json.readColumn(row.getString("var_value"))),
        Variable.Type.valueOf(row.getString("var_type").toUpperCase(Locale.ROOT)),
        row.getString("source_step"),
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("accessed_at", OffsetDateTime.class),
        row.getInt("access_count"));
  }
}
