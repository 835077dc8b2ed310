package io.noetl.camel.execution;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.execution.profile.ExecutionProfiles;
import io.noetl.camel.execution.trace.Tracer;
import io.noetl.camel.playbook.Step;
import io.noetl.camel.store.Json;
import io.noetl.camel.store.event.CommitLog;
import io.noetl.camel.store.event.RunCommit;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the calls of an execution are given by who goes on with it after any of its events. Nothing
 * is called and nothing is written.
 */
public final class FoldedCalls {
  /** Of a loop, so many of the items that are left. */
  private static final int ITEMS = 4;

  private final CompiledPlaybook compiled;
  private final RunInfo info;
  private final ToolNames toolNames;
  private final List<LoggedEvent> events = new ArrayList<>();
  private final Workload workload;
  private final Map<String, @Nullable Object> payload;

  /**
   * Reads the log of an execution.
   *
   * @param toolNames what tools add to the names of their own fields
   */
  public FoldedCalls(
      CompiledPlaybook compiled,
      RunInfo info,
      ToolNames toolNames,
      ReplicaStore log,
      Workload workload,
      JdbcClient jdbc) {
    this.compiled = compiled;
    this.info = info;
    this.toolNames = toolNames;
    this.workload = workload;
    log.events(info.executionId()).forEach(events::add);
    this.payload =
        new Json()
            .readObject(
                jdbc.sql("SELECT payload::text FROM noetl.execution WHERE execution_id = ?")
                    .param(info.executionId())
                    .query(String.class)
                    .single());
  }

  /** How many events there are. */
  public int events() {
    return events.size();
  }

  /**
   * Gives the first call of each step, item and task that is due after some events, but of steps
   * that call an entry of the workbook.
   *
   * @param calls takes the key of each and what it is given
   */
  public void after(int count, BiConsumer<String, StepInput> calls) {
    RunState state = RunState.fold(compiled, events.subList(0, count));
    state.variables().keychain(workload.keychain(info, compiled, state.variables()));
    List<Token> open = List.copyOf(state.open().values());
    Run run = new Run(info, compiled, state, payload, services());
    for (Token token : open) {
      // As in its route: what is recorded is passed over.
      while (token.goesOn() && token.replay(token.next(), null)) {}
      if (!token.goesOn()) {
        continue;
      }
      Step step = compiled.playbook().steps().get(token.next());
      if (step.tool().kind().equals("workbook")) {
        continue;
      }
      if (step.loop() == null) {
        call(run.enter(token, step.index(), null), calls);
      } else if (step.loop().cursor() == null) {
        items(run, token, step, calls);
      }
    }
  }

  private void items(Run run, Token token, Step step, BiConsumer<String, StepInput> calls) {
    Iterator<?> items = run.enterLoop(token, step.index()).iterator();
    for (int left = ITEMS; left > 0 && items.hasNext(); ) {
      LoopItem item = (LoopItem) items.next();
      if (!token.replay(step.index(), item)) {
        call(run.enter(token, step.index(), item), calls);
        left--;
      }
    }
  }

  private void call(StepRun step, BiConsumer<String, StepInput> calls) {
    calls.accept(step.callKey(), step.input(step.step().tool().pointer(), toolNames));
  }

  private static RunServices services() {
    RunSettings.Pause none =
        new RunSettings.Pause() {
          @Override
          public void sleep(Duration time) {}

          @Override
          public void acquire(Semaphore places) {}
        };
    CommitLog nowhere =
        new CommitLog() {
          @Override
          public CompletableFuture<Void> commit(RunCommit commit) {
            return CompletableFuture.completedFuture(null);
          }

          @Override
          public void later(RunCommit commit) {}
        };
    return new RunServices(
        new SnowflakeIds(Clock.systemUTC(), 0),
        Clock.systemUTC(),
        new Json(),
        nowhere,
        (run, token) -> {},
        (id, source, stream, text) -> {},
        new RunSettings(
            RunSettings.DEFAULT_MAX_PAGES,
            new Random(1),
            none,
            Runnable::run,
            ExecutionProfiles.trustAll(),
            RunSettings.DEFAULT_MAX_DEPTH,
            RunSettings.DEFAULT_MAX_TREE,
            Tracer.NONE,
            List.of()),
        run -> {},
        run -> {},
        run -> {});
  }
}
