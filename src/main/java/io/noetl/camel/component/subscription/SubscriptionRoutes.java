package io.noetl.camel.component.subscription;

import io.noetl.camel.compiler.SubscriptionRoute;
import io.noetl.camel.component.tool.camel.CamelSources;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.execution.profile.ExecutionProfiles;
import io.noetl.camel.execution.trigger.Held;
import io.noetl.camel.playbook.PullSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of subscriptions in the context: added when one is held, removed when it is not. */
public final class SubscriptionRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionRoutes.class);
  private static final long STOPPING_SECONDS = 15;

  private final CamelContext context;
  private final ExecutionProfiles profiles;
  private final CamelSources sources;

  /**
   * Routes.
   *
   * @param profiles what subscriptions may reach, by their path
   * @param sources endpoints that the operator opens
   */
  public SubscriptionRoutes(
      CamelContext context, ExecutionProfiles profiles, CamelSources sources) {
    this.context = context;
    this.profiles = profiles;
    this.sources = sources;
  }

  /** Adds a route, and starts it. */
  void add(Held held) throws Exception {
    RouteDefinition route =
        SubscriptionRoute.of(held.id(), held.catalogId(), held.document(), source(held));
    ModelCamelContext model = (ModelCamelContext) context;
    model.getRouteDefinitions().add(route);
    try {
      model.startRouteDefinitions(List.of(route));
    } catch (Exception e) {
      model.removeRouteDefinitions(List.of(route));
      throw e;
    }
  }

  private @Nullable Endpoint source(Held held) throws Exception {
    if (!(held.document().source() instanceof PullSource.Camel camel)) {
      return null;
    }
    if (profiles.of(held.document().path(), false).restricted()) {
      throw new IllegalStateException(ExecutionProfile.closed("the source 'camel'"));
    }
    return sources.endpoint(camel.scheme(), camel.path(), camel.options());
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
        Endpoint own = route.getInput().getEndpoint();
        if (own == null) {
          context.removeEndpoints(route.getInput().getEndpointUri());
        } else {
          ServiceHelper.stopAndShutdownService(own);
        }
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
