package io.noetl.camel.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.noetl.camel.component.step.PlaybookRoutes;
import io.noetl.camel.component.step.StepComponent;
import io.noetl.camel.component.step.StepIndex;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.log.LogComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.junit.jupiter.api.Test;

/** A request may come before Camel has started: its playbook runs when it has. */
class RoutesWhileStartingTest {
  /** Stands where the tools are. */
  private static final class AnyTool extends LogComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
        throws Exception {
      parameters.clear();
      return super.createEndpoint(uri, remaining, parameters);
    }
  }

  private final CountDownLatch starting = new CountDownLatch(1);
  private final CountDownLatch mayStart = new CountDownLatch(1);
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final AtomicReference<Thread> token = new AtomicReference<>();

  @Test
  void aTokenOfThatTimeWaitsAndRunsAfterTheStart() throws Exception {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.addComponent("step", new StepComponent());
      context.addComponent("tool", new AnyTool());
      context
          .getCamelContextExtension()
          .addInterceptStrategy((ctx, node, target, next) -> exchange -> arrived.countDown());
      context.addLifecycleStrategy(
          new LifecycleStrategySupport() {
            @Override
            public void onContextStarting(CamelContext started) {
              starting.countDown();
              await(mayStart);
            }
          });
      PlaybookRoutes routes =
          new PlaybookRoutes(
              context, task -> token.set(Thread.ofVirtual().start(task)), new StepIndex());
      Thread start = Thread.ofVirtual().start(context::start);
      await(starting);
      assertThat(context.getStatus()).isEqualTo(ServiceStatus.Starting);

      startExecution(routes);
      while (token.get().isAlive() && token.get().getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      assertThat(context.getRouteDefinitions()).isEmpty();
      mayStart.countDown();
      start.join();

      await(arrived);
      assertThat(context.getRoutes())
          .isNotEmpty()
          .allSatisfy(
              route ->
                  assertThat(context.getRouteController().getRouteStatus(route.getRouteId()))
                      .isEqualTo(ServiceStatus.Started));
    }
  }

  private static void startExecution(Dispatcher routes) {
    try (SimOne one = new SimOne(routes)) {
      one.start();
      while (one.schedule.ready() > 0) {
        one.schedule.runOne();
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).as("it happened").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
