package io.noetl.camel.component.step;

import io.noetl.camel.execution.Run;
import io.noetl.camel.store.event.StaleEpochException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes on with a route once something is durable, or ends it. */
final class RouteEnd {
  private static final Logger LOG = LoggerFactory.getLogger(RouteEnd.class);

  private RouteEnd() {}

  /** Goes on when the commit returns, ends the route when it fails or nothing follows. */
  static void after(
      CompletableFuture<Void> committed,
      java.util.function.BooleanSupplier goesOn,
      Exchange exchange,
      AsyncCallback callback) {
    committed.whenComplete(
        (done, problem) -> {
          Run run = RunExchange.run(exchange);
          if (problem != null && (run == null || !isGivenAway(run, problem))) {
            LOG.warn("A playbook's route ends here: {}", cause(problem).getMessage());
          }
          if (problem != null || !goesOn.getAsBoolean()) {
            exchange.setRouteStop(true);
          }
          callback.done(false);
        });
  }

  /** Put aside, or handed over by a server that ends: what it still does is refused by design. */
  private static boolean isGivenAway(Run run, Throwable problem) {
    return run.isParked() || (run.isStopping() && cause(problem) instanceof StaleEpochException);
  }

  static Throwable cause(Throwable problem) {
    @Nullable Throwable cause = problem instanceof CompletionException ? problem.getCause() : null;
    return cause == null ? problem : cause;
  }
}
