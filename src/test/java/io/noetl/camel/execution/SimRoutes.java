package io.noetl.camel.execution;

import io.noetl.camel.playbook.Loop;
import io.noetl.camel.playbook.Step;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Leads tokens through a playbook as its routes do, each await a thing of the schedule. */
final class SimRoutes implements Dispatcher {
  private final SimReplica replica;
  private final SimSchedule schedule;
  private final SimTool tool;
  private final SimWatch watch;
  private final SimStore store;
  private final SimWaits waits;
  private final SimQueue queue;
  private final Supplier<Engine> engine;

  /** Told of each call of a tool. */
  @FunctionalInterface
  interface SimWatch {
    void called(StepRun step, StepInput input);
  }

  SimRoutes(
      SimReplica replica,
      SimSchedule schedule,
      SimTool tool,
      SimWatch watch,
      SimStore store,
      SimWaits waits,
      SimQueue queue,
      Supplier<Engine> engine) {
    this.store = store;
    this.waits = waits;
    this.queue = queue;
    this.engine = engine;
    this.replica = replica;
    this.schedule = schedule;
    this.tool = tool;
    this.watch = watch;
  }

  @Override
  public void dispatch(Run run, Token token) {
    schedule.later(replica, () -> arrive(run, token, token.head()));
  }

  private void arrive(Run run, Token token, int index) {
    Step step = run.playbook().steps().get(index);
    Runnable after = () -> goOn(run, token);
    if (step.loop() == null) {
      one(run, token, index, null, after);
    } else if (token.replay(index, null)) {
      after.run();
    } else if (!run.admits(token, index)) {
      committed(run.skip(token, index), after);
    } else {
      loop(run, token, index, step.loop(), after);
    }
  }

  private void loop(Run run, Token token, int index, Loop loop, Runnable after) {
    LoopRun entered = run.enterLoop(token, index);
    if (entered instanceof CursorLoop cursor) {
      new SimClaims(
          replica,
          schedule,
          waits,
          queue,
          cursor,
          (item, done) -> one(run, token, index, item, done),
          () -> committed(run.exitLoop(token, index), after));
      return;
    }
    Iterator<LoopItem> items = ((ItemLoop) entered).iterator();
    int bound = loop.mode() == Loop.Mode.SEQUENTIAL ? 1 : ((Number) loop.maxInFlight()).intValue();
    new Object() {
      private int inFlight;
      private boolean isOver;

      void next() {
        while (inFlight < bound && items.hasNext()) {
          inFlight++;
          LoopItem item = items.next();
          schedule.later(replica, () -> one(run, token, index, item, this::done));
        }
        if (inFlight == 0 && !isOver) {
          isOver = true;
          committed(run.exitLoop(token, index), after);
        }
      }

      private void done() {
        inFlight--;
        next();
      }
    }.next();
  }

  private void one(Run run, Token token, int index, @Nullable LoopItem item, Runnable after) {
    if (!token.expects(index)) {
      return;
    }
    if (token.replay(index, item)) {
      after.run();
    } else {
      run.whenGoing(() -> begin(run, token, index, item, after));
    }
  }

  private void begin(Run run, Token token, int index, @Nullable LoopItem item, Runnable after) {
    if (!run.isStopping() && item == null && !run.admits(token, index)) {
      committed(run.skip(token, index), after);
    } else if (!run.isStopping()) {
      StepRun step = run.enter(token, index, item);
      schedule.later(replica, () -> call(step, after));
    } else if (item == null) {
      run.abandon(token);
    } else {
      item.loop().skip(item);
      after.run();
    }
  }

  private void call(StepRun step, Runnable after) {
    if (step.step().tasks().isEmpty()) {
      goOn(step, step.isCallDue(), after);
    } else {
      waits.ask(replica, step::isTaskDue, isDue -> goOn(step, isDue, after));
    }
  }

  private void goOn(StepRun step, boolean isDue, Runnable after) {
    if (isDue) {
      made(step, after);
    } else {
      committed(step.run().exit(step), after);
    }
  }

  private void made(StepRun step, Runnable after) {
    StepInput input = step.input(step.step().tool().pointer(), ToolNames.NONE);
    watch.called(step, input);
    if (input.kind().equals("playbook")) {
      child(step, input, after);
    } else {
      ended(step, tool.call(input), after);
    }
  }

  private void ended(StepRun step, Outcome outcome, Runnable after) {
    schedule.later(
        replica,
        () -> {
          step.finished(outcome);
          call(step, after);
        });
  }

  /** A child that was started before is found by its key; its end is awaited without a thread. */
  private void child(StepRun step, StepInput input, Runnable after) {
    tool.effect(input);
    String path = String.valueOf(input.config().get("path"));
    String key = step.callKey() + "#" + input.attempt();
    long id;
    try {
      id =
          engine
              .get()
              .start(
                  new StartRequest(
                      new StartRequest.PlaybookRef.ByPath(path, null),
                      Map.of(),
                      new StartRequest.Parent(step.run().id(), key),
                      null))
              .executionId();
    } catch (Workload.StartRefused | CompletionException e) {
      ended(
          step,
          Outcome.failed(ToolError.of("SIM", "NotStarted", String.valueOf(e.getMessage()))),
          after);
      return;
    }
    Runnable stopWatching = step.onInterrupt(() -> engine.get().cancelChild(id, "stopped"));
    store.whenEnded(
        id,
        () ->
            schedule.later(
                replica,
                () -> {
                  stopWatching.run();
                  step.finished(
                      store.row(id).status.equals("COMPLETED")
                          ? new Outcome.Done(Map.of("child", "done"))
                          : Outcome.failed(ToolError.of("SIM", "Child", store.row(id).status)));
                  call(step, after);
                }));
  }

  /** The route ends where a commit is refused. */
  private static void committed(CompletableFuture<Void> commit, Runnable after) {
    commit.whenComplete(
        (done, problem) -> {
          if (problem == null) {
            after.run();
          }
        });
  }

  private void goOn(Run run, Token token) {
    List<Step> steps = run.playbook().steps();
    for (Step step : steps) {
      run.dispatchIssued(token, step.index());
    }
    if (token.goesOn()) {
      int next =
          steps.stream().filter(s -> token.expects(s.index())).findFirst().orElseThrow().index();
      schedule.later(replica, () -> arrive(run, token, next));
    }
  }
}
