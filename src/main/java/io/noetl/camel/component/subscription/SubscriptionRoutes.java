package io.noetl.camel.component.subscription;

import io.noetl.camel.compiler.SubscriptionRoute;
import io.noetl.camel.execution.trigger.Held;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of subscriptions in the context: added when one is held, removed when it is not. */
public final class SubscriptionRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionRoutes.class);
  private static final long STOPPING_SECONDS = 15;

  private final CamelContext context;

  public SubscriptionRoutes(CamelContext context) {
    this.context = context;
  }

  /** Adds a route, and starts it. */
  void add(Held held) throws Exception {
    RouteDefinition route = SubscriptionRoute.of(held.id(), held.catalogId(), held.document());
    ModelCamelContext model = (ModelCamelContext) context;
    model.getRouteDefinitions().add(route);
    try {
      model.startRouteDefinitions(List.of(route));
    } catch (Exception e) {
      model.removeRouteDefinitions(List.of(route));
      throw e;
    }
  }

  /** Starts the route, where it does not run. */
  void start(Held held) throws Exception {
    if (!status(held).isStarted()) {
      context.getRouteController().startRoute(id(held));
    }
  }

  /** Stops the route; it stays there. */
  void stop(Held held) throws Exception {
    if (status(held).isStarted()) {
      context.getRouteController().stopRoute(id(held), STOPPING_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Stops the route and takes it away. */
  void remove(Held held) {
    String id = id(held);
    try {
      RouteDefinition route = ((ModelCamelContext) context).getRouteDefinition(id);
      context.getRouteController().stopRoute(id, STOPPING_SECONDS, TimeUnit.SECONDS);
      context.removeRoute(id);
      if (route != null) {
        context.removeEndpoints(route.getInput().getEndpointUri());
        ((ModelCamelContext) context).removeRouteDefinitions(List.of(route));
      }
    } catch (Exception e) {
      LOG.warn("The route {} is not unloaded: {}", id, e.toString());
    }
  }

  private ServiceStatus status(Held held) {
    ServiceStatus status = context.getRouteController().getRouteStatus(id(held));
    return status == null ? ServiceStatus.Stopped : status;
  }

  private static String id(Held held) {
    return SubscriptionRoute.id(held.document(), held.catalogId());
  }
}
