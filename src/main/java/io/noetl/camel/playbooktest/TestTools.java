package io.noetl.camel.playbooktest;

import io.noetl.camel.component.duckdb.DuckDbAccess;
import io.noetl.camel.component.duckdb.DuckDbDatabases;
import io.noetl.camel.component.duckdb.DuckDbOpener;
import io.noetl.camel.component.duckdb.DuckDbSettings;
import io.noetl.camel.component.duckdb.DuckDbTool;
import io.noetl.camel.component.duckdb.FileAccess;
import io.noetl.camel.component.python.PythonTool;
import io.noetl.camel.component.tool.SqlScripts;
import io.noetl.camel.component.tool.ToolBox;
import io.noetl.camel.component.tool.camel.CamelTool;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.RunStore;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.execution.wait.SignalBook;
import io.noetl.camel.playbook.ToolKinds;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.credential.CredentialResolver;
import io.noetl.camel.tool.credential.Credentials;
import io.noetl.camel.tool.credential.SecretVariables;
import io.noetl.camel.tool.flow.NoopTool;
import io.noetl.camel.tool.flow.RefusedTool;
import io.noetl.camel.tool.flow.ResultTool;
import io.noetl.camel.tool.flow.SignalTool;
import io.noetl.camel.tool.http.HttpLimits;
import io.noetl.camel.tool.http.HttpTool;
import io.noetl.camel.tool.postgres.PoolLimits;
import io.noetl.camel.tool.postgres.PostgresPools;
import io.noetl.camel.tool.postgres.PostgresRunner;
import io.noetl.camel.tool.postgres.PostgresTargets;
import io.noetl.camel.tool.postgres.PostgresTool;
import io.noetl.camel.tool.postgres.StepEffects;
import io.noetl.camel.tool.script.FileScripts;
import io.noetl.camel.tool.script.HttpScripts;
import io.noetl.camel.tool.script.InlineScripts;
import io.noetl.camel.tool.script.ScriptLoader;
import io.noetl.camel.tool.sink.PostgresSink;
import io.noetl.camel.tool.sink.SinkTool;
import io.noetl.camel.tool.snowflake.SnowflakeDriver;
import io.noetl.camel.tool.transfer.TransferTool;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The tools of a world of tests. Those that are not called are not made: no interpreter of Python
 * where no Python runs. Whether a call may be made at all is decided before it comes here.
 */
final class TestTools implements AutoCloseable {
  /** Kinds that only machinery of a server could serve. */
  private static final Set<String> SERVER_ONLY =
      Set.of("container", "script", "shell", "gcs", "secrets");

  private final List<AutoCloseable> made = new ArrayList<>();
  private final Once<CredentialResolver> credentials;
  private final Once<HttpTool> http;
  private final Once<PostgresPools> pools;
  private final Once<PostgresTool> postgres;
  private final Once<DuckDbDatabases> databases;
  private final Once<DuckDbDatabases> closedDatabases;
  private final Once<DuckDbTool> duckdb;
  private final Once<ScriptLoader> scripts;
  private final ToolBox box;
  private final Once<SqlScripts> sql;

  /** A value that is made when it is first asked for. */
  private static final class Once<T> implements Supplier<T> {
    private final Supplier<T> make;
    private @Nullable T value;

    Once(Supplier<T> make) {
      this.make = make;
    }

    @Override
    public synchronized T get() {
      T made = value;
      if (made == null) {
        made = make.get();
        value = made;
      }
      return made;
    }

    synchronized @Nullable T ifMade() {
      return value;
    }
  }

  /**
   * Tools.
   *
   * @param python runs Python, for other worlds too
   * @param registered the credentials of the test that runs
   * @param signals takes what it sends
   * @param runs has the results of steps
   */
  TestTools(
      CamelContext context,
      TemplateEngine templates,
      TestPython python,
      Credentials registered,
      SignalBook signals,
      Supplier<RunStore> runs) {
    OutboundGuard guard = new OutboundGuard(OutboundGuard.Names.SYSTEM, true, List.of());
    SecretVariables none = new SecretVariables(name -> null, Set.of());
    // Connections and their limits live in the time of the machine.
    Clock clock = Clock.systemUTC();
    credentials = new Once<>(() -> new CredentialResolver(registered, none));
    http =
        new Once<>(
            () -> new HttpTool(context, credentials.get(), HttpLimits.DEFAULT, clock, guard));
    pools = new Once<>(() -> keep(new PostgresPools(PoolLimits.DEFAULT, clock, guard)));
    postgres =
        new Once<>(
            () ->
                new PostgresTool(
                    new PostgresTargets(credentials.get()),
                    new PostgresRunner(pools.get()),
                    new StepEffects((place, value) -> value, (place, value) -> value)));
    DuckDbSettings settings = DuckDbSettings.defaults();
    databases =
        new Once<>(() -> keep(new DuckDbDatabases(new DuckDbOpener(settings), settings, clock)));
    duckdb =
        new Once<>(
            () ->
                new DuckDbTool(
                    databases.get(), credentials.get(), settings, call -> DuckDbAccess.TRUSTED));
    DuckDbSettings closed = settings.withExternalAccess(false);
    closedDatabases =
        new Once<>(() -> keep(new DuckDbDatabases(new DuckDbOpener(closed), closed, clock)));
    Once<DuckDbTool> closedDuckdb =
        new Once<>(
            () ->
                new DuckDbTool(
                    closedDatabases.get(),
                    credentials.get(),
                    closed,
                    call -> DuckDbAccess.restricted(new FileAccess.None(), server -> false)));
    scripts =
        new Once<>(
            () ->
                new ScriptLoader(
                    Map.of(
                        "inline", new InlineScripts(),
                        "file", new FileScripts(),
                        "http", new HttpScripts(http.get()))));
    Once<PythonTool> code =
        new Once<>(() -> new PythonTool(python.engines(), scripts.get(), credentials.get()));
    Once<Tool> sinks =
        new Once<>(
            () ->
                new SinkTool(
                    new PostgresSink(
                        new PostgresTargets(credentials.get()),
                        new PostgresRunner(pools.get()),
                        postgres.get()),
                    kind -> boxed().find(kind)));
    Once<Tool> transfers =
        new Once<>(
            () ->
                new TransferTool(
                    http.get(),
                    new PostgresTargets(credentials.get()),
                    pools.get(),
                    new SnowflakeDriver(credentials.get())));
    Once<Tool> camel = new Once<>(() -> new CamelTool(context, Map.of()));
    Set<String> others = new HashSet<>(SERVER_ONLY);
    others.add("snowflake");
    others.add("nats");
    others.add("playbook");
    others.add("wait");
    others.add("approval");
    box =
        new ToolBox(
            List.of(
                new NoopTool(),
                new SignalTool(signals),
                new Later(Set.of("artifact", "result_fetch"), () -> new ResultTool(runs.get())),
                new RefusedTool(),
                new Later(Set.of("http"), http),
                new Later(Set.of("postgres"), postgres),
                new ByProfile(Set.of("duckdb", "ducklake"), closedDuckdb, duckdb),
                new Later(Set.of("python"), code),
                new Later(Set.of("sink"), sinks),
                new Later(Set.of("transfer", "snowflake_transfer"), transfers),
                new Later(Set.of("camel"), camel),
                new Later(others, () -> new NotInTests())));
    sql = new Once<>(() -> new SqlScripts(scripts.get(), templates));
  }

  private ToolBox boxed() {
    return box;
  }

  private <T extends AutoCloseable> T keep(T resource) {
    synchronized (made) {
      made.add(resource);
    }
    return resource;
  }

  /** The tools, by kind. */
  ToolBox box() {
    return box;
  }

  /** Loads SQL that stands elsewhere. */
  SqlScripts sql() {
    return sql.get();
  }

  /** An execution is over. */
  void release(long execution) {
    for (Once<DuckDbDatabases> some : List.of(databases, closedDatabases)) {
      DuckDbDatabases open = some.ifMade();
      if (open != null) {
        open.release(execution);
      }
    }
  }

  @Override
  public void close() {
    synchronized (made) {
      for (AutoCloseable resource : made.reversed()) {
        try {
          resource.close();
        } catch (Exception e) {
          System.getLogger(TestTools.class.getName())
              .log(System.Logger.Level.WARNING, "A tool does not close", e);
        }
      }
      made.clear();
    }
  }

  /** A tool that is made at its first call. */
  private record Later(Set<String> kinds, Supplier<? extends Tool> tool) implements Tool {
    @Override
    public Map<String, @Nullable Object> names(
        Supplier<@Nullable Object> auth,
        Supplier<Map<String, @Nullable Object>> context,
        ExecutionProfile profile) {
      return kinds.contains("python") ? Map.of() : tool.get().names(auth, context, profile);
    }

    @Override
    public Outcome call(ToolCall call) throws InterruptedException {
      return tool.get().call(call);
    }
  }

  /**
   * Two of a kind: one that is closed off, and one for steps that run in earnest. They share
   * nothing, or what the open one has opened would be open to the other.
   */
  private record ByProfile(
      Set<String> kinds, Supplier<? extends Tool> closed, Supplier<? extends Tool> open)
      implements Tool {
    @Override
    public Outcome call(ToolCall call) throws InterruptedException {
      return (call.profile().restricted() ? closed : open).get().call(call);
    }
  }

  /** What needs a server, and can only be mocked. */
  private static final class NotInTests implements Tool {
    @Override
    public Set<String> kinds() {
      return ToolKinds.ALL;
    }

    @Override
    public Outcome call(ToolCall call) {
      return Unmocked.onlyOnServers(call);
    }
  }
}
