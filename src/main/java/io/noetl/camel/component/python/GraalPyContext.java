package io.noetl.camel.component.python;

import io.noetl.camel.component.python.marshal.MarshalWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One warm GraalPy interpreter on a platform thread of its own, for which the (virtual) threads of
 * callers wait. It runs one job at a time.
 */
final class GraalPyContext implements PooledInterpreter {
  private static final Duration TIDY_WITHIN = Duration.ofSeconds(2);

  /** A thread that was joined is about to end. */
  private static final Duration THREADS_END_WITHIN = Duration.ofMillis(200);

  private static final Logger LOG = LoggerFactory.getLogger(GraalPyContext.class);

  private final ExecutorService thread;
  private final Context context;
  private final GraalPyHost host;
  private final Value call;
  private final Value tidy;
  private int calls;
  private volatile boolean broken;
  private volatile PythonOutcome.@Nullable Raised aborted;
  private volatile @Nullable CompletableFuture<PythonOutcome> running;
  private volatile long threadId;
  private volatile long allocatedBefore;

  private GraalPyContext(ExecutorService thread, Context context, GraalPyHost host) {
    this.thread = thread;
    this.context = context;
    this.host = host;
    Value graalpy = context.eval("python", "__import__('noetl_graalpy')");
    this.call = graalpy.getMember("prepare").execute(host);
    this.tidy = graalpy.getMember("tidy");
  }

  /** Makes one, ready to run. */
  static GraalPyContext create(GraalPyContexts contexts, GraalPyHost host)
      throws InterruptedException {
    ExecutorService thread = Executors.newSingleThreadExecutor(GraalPyThread::of);
    try {
      return thread.submit(() -> prepare(thread, contexts, host)).get();
    } catch (ExecutionException e) {
      thread.shutdown();
      throw new IllegalStateException("GraalPy does not start: " + e.getCause(), e.getCause());
    }
  }

  private static GraalPyContext prepare(
      ExecutorService thread, GraalPyContexts contexts, GraalPyHost host) {
    Context context =
        contexts.newContext(
            new LineOutput(line -> host.log(1, line)), new LineOutput(line -> host.log(2, line)));
    String bootstrap = Objects.requireNonNull(host.moduleText("noetl_bootstrap"));
    context.eval(Source.create("python", bootstrap));
    context.getBindings("python").getMember("install").execute(host);
    return new GraalPyContext(thread, context, host);
  }

  @Override
  public int calls() {
    return calls;
  }

  @Override
  public PythonOutcome run(PythonJob job, Duration stopWithin, Consumer<Boolean> afterwards)
      throws InterruptedException {
    calls++;
    CompletableFuture<PythonOutcome> outcome =
        CompletableFuture.supplyAsync(() -> execute(job), thread);
    running = outcome;
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      broken = true;
      throw new IllegalStateException("the Python engine failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      broken = true;
      stop(stopWithin);
      throw e;
    } finally {
      settle(afterwards);
    }
  }

  /** Tidying up runs code that the job may have replaced: who does not end in time is discarded. */
  private void settle(Consumer<Boolean> afterwards) {
    if (broken || thread.isShutdown()) {
      afterwards.accept(false);
      return;
    }
    CompletableFuture<Void> _ =
        CompletableFuture.supplyAsync(this::tidyUp, thread)
            .completeOnTimeout(false, TIDY_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(e -> false)
            .thenAccept(reusable -> afterwards.accept(reusable && !broken));
  }

  private PythonOutcome execute(PythonJob job) {
    host.begin(job);
    threadId = Thread.currentThread().threadId();
    allocatedBefore = MemoryUse.allocatedBy(threadId);
    try {
      Value reply = call.execute(MarshalWriter.latin1(job.request()));
      byte[] bytes = new byte[Math.toIntExact(reply.getBufferSize())];
      reply.readBuffer(0, bytes, 0, bytes.length);
      return PythonOutcome.of(bytes);
    } catch (PolyglotException e) {
      broken = true;
      PythonOutcome.Raised reason = aborted;
      if (reason != null) {
        return reason;
      }
      String type = e.isInterrupted() || e.isCancelled() ? "Interrupted" : "SystemError";
      return new PythonOutcome.Raised(type, String.valueOf(e.getMessage()), 0, "");
    } finally {
      host.end();
    }
  }

  private boolean tidyUp() {
    try {
      return !broken && host.isAlone(THREADS_END_WITHIN) && tidy.execute().asBoolean();
    } catch (PolyglotException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public long memory() {
    return running == null ? 0 : allocated();
  }

  /** How many bytes the job that runs has allocated so far; what it has freed counts too. */
  long allocated() {
    return MemoryUse.allocatedBy(threadId) - allocatedBefore;
  }

  /** Ends the job that runs with an error. */
  void abort(String type, String message) {
    PythonOutcome.Raised reason = new PythonOutcome.Raised(type, message, 0, "");
    aborted = reason;
    broken = true;
    CompletableFuture<PythonOutcome> job = running;
    stop(TIDY_WITHIN);
    if (job != null) {
      job.complete(reason);
    }
  }

  /**
   * Stops the code; it has ended when this returns, but for what computes in Java and can't be
   * interrupted ({@code 3 ** (10 ** 8)}): nobody waits for that.
   */
  private void stop(Duration within) {
    host.cancel();
    try {
      context.interrupt(within);
    } catch (TimeoutException e) {
      LOG.warn(
          "Python code of {} computes what can't be interrupted: its interpreter ends with that",
          host.place());
    }
  }

  @Override
  public void close() {
    context.close(true);
    thread.shutdown();
  }
}
