package io.noetl.camel.component.step;

import io.noetl.camel.compiler.CompiledPlaybook;
import io.noetl.camel.component.jinja.PointerExpressions;
import io.noetl.camel.execution.Dispatcher;
import io.noetl.camel.execution.Run;
import io.noetl.camel.execution.Token;
import io.noetl.camel.execution.ToolError;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the routes of a playbook when it is run, and sends tokens into them. Where many are loaded,
 * those go that were not used for longest and that nothing runs on.
 */
public final class PlaybookRoutes implements Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(PlaybookRoutes.class);

  private static final Duration START_POLL = Duration.ofMillis(10);

  /** How many playbooks stay loaded that nothing runs on. */
  static final int MOST = 200;

  private final CamelContext context;
  private final Executor executor;
  private final StepIndex steps;
  private final PointerExpressions expressions = new RunExpressions();
  private final LoadedRoutes loaded;

  /** As many as {@link #MOST} stay loaded. */
  public PlaybookRoutes(CamelContext context, Executor executor, StepIndex steps) {
    this(context, executor, steps, MOST);
  }

  /**
   * Routes of a context.
   *
   * @param executor runs each token on a thread of its own
   * @param steps shared with the interceptor
   * @param most how many playbooks stay loaded that nothing runs on
   */
  PlaybookRoutes(CamelContext context, Executor executor, StepIndex steps, int most) {
    this.loaded = new LoadedRoutes(most);
    this.context = context;
    this.steps = steps;
    this.executor = executor;
  }

  @Override
  public void dispatch(Run run, Token token) {
    executor.execute(
        () -> {
          try {
            awaitStart();
            load(run.compiled());
            try {
              begin(run, token);
            } catch (Exception e) {
              unused(run.compiled());
              throw e;
            }
          } catch (Exception e) {
            if (!context.isStarted()) {
              // The server stops: another goes on with it.
              LOG.info("Execution {} does not go on here, the server stops", run.id());
              return;
            }
            LOG.error("Execution {} could not go on", run.id(), e);
            run.crash(
                run.compiled().playbook().steps().get(token.head()).name(),
                ToolError.of("EX0004", "NotRouted", "The playbook's route does not start: " + e));
          }
        });
  }

  /**
   * A request may come while the context starts its own routes; those that are added meanwhile
   * would never begin.
   */
  private void awaitStart() throws InterruptedException {
    while (context.getStatus() == ServiceStatus.Starting) {
      Thread.sleep(START_POLL);
    }
  }

  private void begin(Run run, Token token) throws Exception {
    StepConsumer consumer =
        context
            .getComponent("step", StepComponent.class)
            .consumer(
                run.compiled().key(),
                run.compiled().playbook().steps().get(token.head()).pointer());
    if (consumer == null) {
      throw new IllegalStateException("No route begins with step " + token.head());
    }
    Exchange exchange = consumer.createExchange(false);
    exchange.setPattern(ExchangePattern.InOnly);
    RunExchange.begin(exchange, run, token, expressions);
    consumer
        .getAsyncProcessor()
        .process(
            exchange,
            sync -> {
              unused(run.compiled());
              ended(run, token, consumer, exchange);
            });
  }

  /** A route that a commit or the server's stop has ended is gone on with elsewhere. */
  private void ended(Run run, Token token, StepConsumer consumer, Exchange exchange) {
    boolean whole = exchange.getException() == null && !exchange.isRouteStop();
    consumer.releaseExchange(exchange, false);
    if (whole && context.isStarted()) {
      run.routeEnded(token);
    }
  }

  /**
   * Adds the routes, and keeps them until an exchange has ended. Not by addRouteDefinitions, which
   * looks through all routes of the context for each new one.
   */
  private void load(CompiledPlaybook playbook) throws Exception {
    synchronized (loaded) {
      if (!loaded.contains(playbook.key())) {
        steps.add(playbook);
        ModelCamelContext model = (ModelCamelContext) context;
        model.getRouteDefinitions().addAll(playbook.routes());
        try {
          model.startRouteDefinitions(playbook.routes());
        } catch (Exception e) {
          // The next execution tries again.
          model.removeRouteDefinitions(playbook.routes());
          throw e;
        }
        loaded.add(playbook);
      }
      loaded.begin(playbook.key());
    }
  }

  private void unused(CompiledPlaybook playbook) {
    boolean tooMany;
    synchronized (loaded) {
      loaded.ended(playbook.key());
      tooMany = loaded.areTooMany();
    }
    if (tooMany) {
      // it takes tens of milliseconds, which a commit's thread has not
      executor.execute(this::unloadUnused);
    }
  }

  private void unloadUnused() {
    synchronized (loaded) {
      if (context.isStarted()) {
        loaded.takeUnused().forEach(this::unload);
      }
    }
  }

  private void unload(CompiledPlaybook playbook) {
    try {
      for (RouteDefinition route : playbook.routes()) {
        context.getRouteController().stopRoute(route.getId());
        context.removeRoute(route.getId());
        Endpoint input = context.hasEndpoint(route.getInput().getEndpointUri());
        if (input != null) {
          context.removeEndpoint(input);
        }
      }
      // not by removeRouteDefinitions, which takes each route out once more
      ((ModelCamelContext) context).getRouteDefinitions().removeAll(playbook.routes());
      steps.remove(playbook);
    } catch (Exception e) {
      LOG.warn("The routes of {} are not unloaded", playbook.playbook().path(), e);
    }
  }
}
