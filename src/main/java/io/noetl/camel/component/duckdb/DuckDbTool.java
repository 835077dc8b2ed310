package io.noetl.camel.component.duckdb;

import io.noetl.camel.execution.Outcome;
import io.noetl.camel.tool.SqlWork;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.sql.SqlStatement;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code duckdb} tool, and {@code ducklake}, which is the same over a lake: runs a step's
 * statements, in order, on the execution's database. The first that fails fails the step; what the
 * ones before did stays.
 */
public final class DuckDbTool implements Tool, AutoCloseable {
  private static final Pattern WEB = Pattern.compile("(?i)\\b(gs|gcs|s3|r2|https?)://");
  private static final Pattern EXCEL = Pattern.compile("(?i)format\\s*'?xlsx|read_xlsx|\\.xlsx'");
  private static final Pattern POSTGRES = Pattern.compile("(?i)postgres");
  private static final Pattern CLOUD_OUTPUT =
      Pattern.compile("(?is)^copy\\b.*\\bto\\s+'(gs|gcs|s3|r2)://");

  private final DuckDbDatabases databases;
  private final DuckDbSecrets secrets;
  private final Function<ToolCall, DuckDbAccess> access;
  private final int mostRows;
  // JDBC blocks in native code, which would pin a virtual thread to its carrier
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("duckdb-", 0).factory());

  /**
   * Makes the tool.
   *
   * @param access says what the SQL of a call's execution may reach
   */
  public DuckDbTool(
      DuckDbDatabases databases,
      CredentialResolver credentials,
      DuckDbSettings settings,
      Function<ToolCall, DuckDbAccess> access) {
    this.databases = databases;
    this.access = access;
    this.secrets = new DuckDbSecrets(credentials);
    this.mostRows = settings.rows();
  }

  @Override
  public Set<String> kinds() {
    return Set.of("duckdb", DuckLake.KIND);
  }

  @Override
  public Outcome call(ToolCall call) throws InterruptedException {
    DuckDbFailure failure = new DuckDbFailure(call);
    try {
      DuckDbCommands commands = DuckDbCommands.of(call.config());
      call.sql().at(new SqlWork.Place("duckdb", null, 0, call.text("database")));
      if (Boolean.TRUE.equals(call.config().get("require_cloud_output"))
          && !commands.mention(CLOUD_OUTPUT)) {
        return failure.of(
            "DU0005",
            "NoCloudOutput",
            "require_cloud_output: there is no COPY … TO 'gs://…' or 's3://…'");
      }
      DuckDbDatabase database = open(call, commands);
      database.lock().lockInterruptibly();
      try {
        return run(call, commands, database);
      } finally {
        database.lock().unlock();
      }
    } catch (DuckDbCommands.NoSqlException e) {
      return failure.of("DU0001", "NoSql", e.getMessage());
    } catch (SQLException e) {
      return failure.of("DU0002", DuckDbErrors.kind(e), DuckDbErrors.message(e));
    }
  }

  private DuckDbDatabase open(ToolCall call, DuckDbCommands commands)
      throws SQLException, InterruptedException {
    long execution = call.origin().executionId();
    DuckDbAccess reaches = access.apply(call);
    Set<String> extensions = reaches.restricted() ? extensions(call, commands) : Set.of();
    try {
      return threads
          .submit(() -> databases.get(execution, call.text("database"), reaches, extensions))
          .get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException refused) {
        throw refused;
      }
      throw new IllegalStateException("DuckDB does not open: " + e.getCause(), e.getCause());
    }
  }

  private Outcome run(ToolCall call, DuckDbCommands commands, DuckDbDatabase database)
      throws InterruptedException {
    DuckDbResult result = new DuckDbResult(mostRows);
    DuckDbRun run =
        new DuckDbRun(database.opened(), result, call.origin().step(), databases.warm());
    Future<Outcome> outcome = threads.submit(() -> execute(call, commands, database, run, result));
    try {
      return outcome.get();
    } catch (InterruptedException e) {
      run.stop();
      awaitEnd(outcome);
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the duckdb tool failed: " + e.getCause(), e.getCause());
    }
  }

  private static void awaitEnd(Future<Outcome> outcome) throws InterruptedException {
    try {
      outcome.get();
    } catch (ExecutionException e) {
      // what it would have failed with does not matter any more
    }
  }

  private Outcome execute(
      ToolCall call,
      DuckDbCommands commands,
      DuckDbDatabase database,
      DuckDbRun run,
      DuckDbResult result) {
    DuckDbFailure failure = new DuckDbFailure(call);
    SqlMask mask = SqlMask.PATTERNS;
    int index = -1;
    try {
      List<DuckDbSecret> made = secrets.of(call);
      mask = new SqlMask(made.stream().flatMap(s -> s.sensitive().stream()).toList());
      ready(run, commands, made, database.opened().reach());
      Optional<DuckLake> lake = DuckLake.of(call, made);
      String before = lake.isPresent() ? lake.get().enter(run, database.opened(), mask) : null;
      try {
        for (SqlStatement statement : commands.statements()) {
          index++;
          execute(call, run, statement, mask);
        }
      } finally {
        if (lake.isPresent() && before != null) {
          lake.get().leave(run, before);
        }
      }
      return done(call, commands, database, made.size(), result);
    } catch (ToolFailure e) {
      return failure.of(e.error().code(), e.error().type(), e.error().message());
    } catch (SQLException e) {
      return failure.of(commands, index, e, mask, result);
    }
  }

  private static void execute(ToolCall call, DuckDbRun run, SqlStatement statement, SqlMask mask)
      throws SQLException {
    long begun = System.nanoTime();
    SqlWork.@Nullable Failure failure = null;
    try {
      run.execute(statement, call.config().get("params"));
    } catch (SQLException e) {
      failure =
          new SqlWork.Failure(
              DuckDbErrors.kind(e), mask.hide(DuckDbErrors.message(e)), e.getSQLState());
      throw e;
    } finally {
      call.sql().ran(statement.keyword(), () -> mask.hide(statement.text()), begun, failure);
    }
  }

  private static Outcome done(
      ToolCall call,
      DuckDbCommands commands,
      DuckDbDatabase database,
      int secrets,
      DuckDbResult result) {
    List<Map<String, @Nullable Object>> rows = result.lastRows();
    boolean oneOff =
        commands.field().equals("query") && DuckDbDatabases.MEMORY.equals(call.text("database"));
    if (oneOff && rows != null) {
      return new Outcome.Done(rows);
    }
    result.put("task_id", call.origin().step());
    result.put("execution_id", String.valueOf(call.origin().executionId()));
    result.put("secrets_created", (long) secrets);
    result.put("database_path", database.path());
    return new Outcome.Done(result.map());
  }

  /** What a call needs of extensions, where they can't be loaded any more once it runs. */
  private static Set<String> extensions(ToolCall call, DuckDbCommands commands) {
    Set<String> needed = new LinkedHashSet<>();
    boolean auth = !SecretSpec.of(call.config()).isEmpty();
    if (auth || commands.mention(WEB)) {
      needed.add("httpfs");
    }
    if (auth || commands.mention(POSTGRES)) {
      needed.add("postgres");
    }
    if (commands.mention(EXCEL)) {
      needed.add("excel");
    }
    return needed;
  }

  private static void ready(
      DuckDbRun run,
      DuckDbCommands commands,
      List<DuckDbSecret> secrets,
      @Nullable DuckDbReach reach)
      throws SQLException {
    if (commands.mention(WEB)) {
      run.prepare("LOAD httpfs");
    }
    if (commands.mention(EXCEL)) {
      run.prepare("LOAD excel");
    }
    for (DuckDbSecret secret : secrets) {
      run.prepare("LOAD " + secret.service().extension());
      run.prepare((reach == null ? secret : secret.through(reach)).sql());
    }
  }

  /** Closes what the execution has open. */
  public void release(long executionId) {
    databases.release(executionId);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    databases.close();
  }
}
