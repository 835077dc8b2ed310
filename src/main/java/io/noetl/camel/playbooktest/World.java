package io.noetl.camel.playbooktest;

import io.noetl.camel.compiler.PlaybookCompiler;
import io.noetl.camel.compiler.RouteNames;
import io.noetl.camel.component.step.PlaybookRoutes;
import io.noetl.camel.component.step.StepIndex;
import io.noetl.camel.component.step.StepInterceptor;
import io.noetl.camel.component.tool.CallObserver;
import io.noetl.camel.component.tool.CallPath;
import io.noetl.camel.component.tool.ToolCaller;
import io.noetl.camel.execution.Claim;
import io.noetl.camel.execution.Completions;
import io.noetl.camel.execution.Deadlines;
import io.noetl.camel.execution.Engine;
import io.noetl.camel.execution.Executions;
import io.noetl.camel.execution.Lease;
import io.noetl.camel.execution.LoggedEvent;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.PlaybookCatalog;
import io.noetl.camel.execution.Playbooks;
import io.noetl.camel.execution.ReplicaAdmission;
import io.noetl.camel.execution.Run;
import io.noetl.camel.execution.RunSettings;
import io.noetl.camel.execution.Signals;
import io.noetl.camel.execution.SnowflakeIds;
import io.noetl.camel.execution.StartRequest;
import io.noetl.camel.execution.StartRequest.PlaybookRef;
import io.noetl.camel.execution.StepRun;
import io.noetl.camel.execution.Workload;
import io.noetl.camel.execution.profile.ExecutionProfiles;
import io.noetl.camel.execution.wait.Waits;
import io.noetl.camel.playbook.KeychainEntry;
import io.noetl.camel.playbook.PlaybookInvalid;
import io.noetl.camel.store.Json;
import io.noetl.camel.template.TemplateEngine;
import io.noetl.camel.tool.Tool;
import io.noetl.camel.tool.ToolCall;
import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.credential.OpenCredential;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/**
 * A place where one test runs at a time: a Camel context with the real routes, a virtual time, and
 * for each test an engine of its own with an empty log. Playbooks stay compiled from test to test.
 */
final class World implements AutoCloseable {
  /** On the clock of the machine: Python that does not end, a playbook that goes round for ever. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Duration NEVER = Duration.ofDays(1);
  private static final int PLAYBOOKS = 1_000;
  private static final int TOKENS = 1_000_000;

  private final Json json = new Json();
  private final VirtualTime time = new VirtualTime();
  private final MemoryWaits waits = new MemoryWaits(time.clock());
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Playbooks playbooks;
  private final PlaybookRoutes routes;
  private final TestTools tools;
  private volatile @Nullable TestCalls calls;
  private volatile Map<String, OpenCredential> credentials = Map.of();
  private volatile @Nullable MemoryRuns stored;
  private boolean broken;

  /** Makes a world; its context is started. */
  World(
      PlaybookCatalog catalog,
      PlaybookCompiler compiler,
      TemplateEngine templates,
      TestPython python) {
    StepIndex steps = new StepIndex();
    tools =
        new TestTools(
            context,
            templates,
            python,
            name -> Optional.ofNullable(credentials.get(name)),
            waits,
            this::stored);
    ToolCaller caller =
        new ToolCaller(
            tools.box(),
            new CallPath() {
              @Override
              public Outcome call(StepRun step, Tool tool, ToolCall call)
                  throws InterruptedException, ToolFailure {
                return calls().call(step, tool, call);
              }

              @Override
              public boolean answers(StepRun step) {
                return calls().answers(step);
              }
            },
            Lease.endless(),
            time,
            CallObserver.NONE);
    playbooks = new Playbooks(catalog, compiler, PLAYBOOKS);
    context.disableJMX();
    // what goes round for ever is not waited for
    context.getShutdownStrategy().setTimeout(1);
    context.getShutdownStrategy().setSuppressLoggingOnTimeout(true);
    context.getRegistry().bind(RouteNames.EXECUTOR, time);
    context.getRegistry().bind("noetlToolCaller", caller);
    context.addComponent(
        "playbook", new MockedPlaybooks(step -> calls().startsChild(step), caller));
    context.getCamelContextExtension().addInterceptStrategy(new StepInterceptor(steps));
    context.start();
    routes = new PlaybookRoutes(context, time, steps);
  }

  private TestCalls calls() {
    TestCalls now = calls;
    if (now == null) {
      throw new IllegalStateException("No test runs");
    }
    return now;
  }

  private MemoryRuns stored() {
    MemoryRuns now = stored;
    if (now == null) {
      throw new IllegalStateException("No test runs");
    }
    return now;
  }

  /** Whether no further test can run here: one never ended. */
  boolean isBroken() {
    return broken;
  }

  /**
   * Runs a test.
   *
   * @param playbook what it runs
   * @param folder whose files steps that run in earnest may read; null for none
   * @param services the credentials of what was started for the test
   * @param longest on the clock of the machine
   */
  Story run(
      PlaybookCatalog.Entry playbook,
      TestCase test,
      @Nullable Path folder,
      Map<String, OpenCredential> services,
      Duration longest)
      throws InterruptedException {
    Map<String, OpenCredential> known = new LinkedHashMap<>();
    test.credentials()
        .forEach(
            (name, data) ->
                known.put(name, new OpenCredential(name, String.valueOf(data.get("type")), data)));
    known.putAll(services);
    credentials = known;
    time.reset(test.now());
    TestCalls made = new TestCalls(test, time, tools, folder);
    calls = made;
    MemoryRuns runs = new MemoryRuns(json);
    stored = runs;
    Waits stepsThatWait = new Waits(waits, time, time, time.clock());
    waits.reset(stepsThatWait::look);
    try (Completions completions = new Completions(runs, NEVER, time)) {
      AtomicReference<@Nullable Run> root = new AtomicReference<>();
      Engine engine = engine(test, runs, completions, made, root);
      context.getRegistry().bind("noetlEngine", engine);
      context.getRegistry().bind("noetlCompletions", completions);
      context.getRegistry().bind("noetlWaits", stepsThatWait);
      AtomicReference<@Nullable String> refused = new AtomicReference<>();
      engine.onRoom(() -> time.execute(() -> takeWaiting(engine, runs)));
      time.execute(() -> start(engine, playbook, test, refused));
      VirtualTime.End end = time.run(runs::areOver, longest);
      broken = end == VirtualTime.End.TOO_LONG;
      if (broken) {
        runs.close();
      }
      return new Story(
          playbooks.compiled(playbook), runs, made, root.get(), refused.get(), end, time.elapsed());
    } catch (PlaybookInvalid e) {
      return Story.refused(runs, made, String.valueOf(e.getMessage()));
    } finally {
      runs.all().forEach(row -> tools.release(row.start().executionId()));
    }
  }

  private static void start(
      Engine engine,
      PlaybookCatalog.Entry playbook,
      TestCase test,
      AtomicReference<@Nullable String> refused) {
    try {
      StartRequest request =
          new StartRequest(
              new PlaybookRef.ById(playbook.catalogId()),
              test.payload(),
              null,
              null,
              new StartRequest.Origin(null, "api", Map.of()));
      engine.start(request);
    } catch (PlaybookInvalid | Workload.StartRefused | Executions.PlaybookNotFound e) {
      refused.set(String.valueOf(e.getMessage()));
    }
  }

  /** Playbooks that bound how many of them run wait for their place even where they are alone. */
  private static void takeWaiting(Engine engine, MemoryRuns runs) {
    for (Optional<Claim> claim = runs.claim(); claim.isPresent(); claim = runs.claim()) {
      List<LoggedEvent> log = runs.logged(claim.get().executionId());
      engine.resume(claim.get(), log, log.isEmpty() ? 0 : log.getLast().eventId());
    }
  }

  private Engine engine(
      TestCase test,
      MemoryRuns runs,
      Completions completions,
      TestCalls made,
      AtomicReference<@Nullable Run> root) {
    return new Engine(
        playbooks,
        runs,
        completions,
        runs,
        (run, token) -> {
          Long parent = run.info().parentExecutionId();
          if (parent == null) {
            root.set(run);
          }
          String key = runs.row(run.id()).start().parentKey();
          if (parent != null && key != null) {
            made.started(run.id(), parent, key);
          }
          routes.dispatch(run, token);
        },
        made::line,
        new Workload((info, compiled, names) -> keychain(test, compiled.playbook().keychain())),
        new Deadlines(time, time.clock()),
        new ReplicaAdmission(new ReplicaAdmission.Bounds(TOKENS, TOKENS, TOKENS)),
        Signals.NONE,
        new SnowflakeIds(time.clock(), 0),
        time.clock(),
        json,
        new RunSettings(
            RunSettings.DEFAULT_MAX_PAGES,
            // The middle of every range: a delay with jitter is the delay.
            () -> Long.MIN_VALUE,
            new Sleeps(time),
            time,
            ExecutionProfiles.trustAll(),
            RunSettings.DEFAULT_MAX_DEPTH,
            RunSettings.DEFAULT_MAX_TREE),
        "test",
        ended -> {});
  }

  /** How runs wait here. */
  private record Sleeps(VirtualTime time) implements RunSettings.Pause {
    @Override
    public void sleep(Duration duration) throws InterruptedException {
      time.sleep(duration);
    }

    @Override
    public void acquire(Semaphore places) {
      time.await(places::tryAcquire);
    }
  }

  private static Map<String, @Nullable Object> keychain(
      TestCase test, Iterable<KeychainEntry> entries) {
    for (KeychainEntry entry : entries) {
      if (!test.keychain().containsKey(entry.name())) {
        throw new Workload.StartRefused(
            "The playbook's keychain has '%s', which a test does not fetch. Give its value: keychain: {%s: …}."
                .formatted(entry.name(), entry.name()));
      }
    }
    return test.keychain();
  }

  @Override
  public void close() {
    context.stop();
    tools.close();
  }
}
