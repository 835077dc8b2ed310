package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.tool.StepLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How many interpreters are made. */
class InterpreterPoolTest {
  private final AtomicInteger made = new AtomicInteger();

  /** What gives an interpreter back, once it is tidied up. */
  private final BlockingQueue<Consumer<Boolean>> tidying = new LinkedBlockingQueue<>();

  private final class Fake implements PooledInterpreter {
    private int calls;

    @Override
    public int calls() {
      return calls;
    }

    @Override
    public PythonOutcome run(PythonJob job, Duration stopWithin, Consumer<Boolean> afterwards) {
      calls++;
      tidying.add(afterwards);
      return new PythonOutcome.Returned(calls);
    }

    @Override
    public long memory() {
      return 0;
    }

    @Override
    public void close() {}
  }

  @Test
  void stepsInARowShareOneThoughItIsTidiedUpBetween() throws Exception {
    try (InterpreterPool pool = pool()) {
      pool.run(job("a"));
      Consumer<Boolean> givesBack = tidying.take();
      CompletableFuture<PythonOutcome> second = CompletableFuture.supplyAsync(() -> run(pool, "a"));
      while (pool.figures().waiting() == 0) {
        Thread.onSpinWait();
      }
      // longer than a call waits before another one is made
      Thread.sleep(50);
      givesBack.accept(true);

      assertThat(second.get()).isEqualTo(new PythonOutcome.Returned(2));
      assertThat(made).hasValue(1);
    }
  }

  @Test
  void anotherTenantDoesNotWaitForThat() throws Exception {
    try (InterpreterPool pool = pool()) {
      pool.run(job("a"));

      assertThat(pool.run(job("b"))).isEqualTo(new PythonOutcome.Returned(1));
      assertThat(made).hasValueGreaterThan(1);
    }
  }

  @Test
  void oneThatIsThrownAwayIsReplaced() throws Exception {
    try (InterpreterPool pool = pool()) {
      pool.run(job("a"));
      tidying.take().accept(false);

      assertThat(pool.run(job("a"))).isEqualTo(new PythonOutcome.Returned(1));
      assertThat(made).hasValue(2);
    }
  }

  private InterpreterPool pool() {
    return new InterpreterPool(
        new PythonSettings(1, 4, 100, Duration.ofMillis(1), Duration.ZERO, 1, null),
        () -> {
          made.incrementAndGet();
          return new Fake();
        },
        InstantSource.system());
  }

  private static PythonOutcome run(InterpreterPool pool, String tenant) {
    try {
      return pool.run(job(tenant));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PythonJob job(String tenant) {
    return new PythonJob(
        new PythonCode("result = 1", "book.yaml", 1),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        StepLog.NONE,
        tenant);
  }
}
