package io.noetl.camel.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A cancel stops a tree that grows on while it is being cancelled. */
class CancelTreeTest {

  @Test
  void whatIsStartedWhileTheTreeIsReadIsStoppedToo() {
    try (SimOne one = new SimOne((run, token) -> {})) {
      long top = one.start();
      long child = below(one, top);
      AtomicLong grandchild = new AtomicLong();
      one.store.meanwhile = () -> grandchild.set(below(one, child));

      Executions.Cancelled cancelled = one.engine.cancel(top, true, null);

      assertThat(cancelled.executions()).containsExactly(top, child, grandchild.get());
      assertThat(one.store.row(grandchild.get()).cancelRequested).isTrue();
    }
  }

  @Test
  void nothingIsStartedByAnExecutionThatWasToldToStop() {
    try (SimOne one = new SimOne((run, token) -> {})) {
      long top = one.start();
      one.engine.cancel(top, false, null);

      assertThatThrownBy(() -> below(one, top))
          .isInstanceOf(Workload.StartRefused.class)
          .hasMessageContaining("execution " + top + ", which starts it, was told to stop");
    }
  }

  @Test
  void whatIsStartedByAnExecutionThatOthersGoOnWithIsNotStopped() {
    try (SimOne one = new SimOne((run, token) -> {})) {
      long top = one.start();
      one.engine.close();

      long child = below(one, top);

      assertThat(one.store.row(child).cancelRequested).isFalse();
    }
  }

  private static long below(SimOne one, long parent) {
    StartRequest.PlaybookRef ref = new StartRequest.PlaybookRef.ById(1);
    StartRequest.Parent call = new StartRequest.Parent(parent, null);
    return one.engine.start(new StartRequest(ref, Map.of(), call, null)).executionId();
  }
}
