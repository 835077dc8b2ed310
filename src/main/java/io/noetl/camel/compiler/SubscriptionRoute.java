package io.noetl.camel.compiler;

import io.noetl.camel.playbook.PullSource;
import io.noetl.camel.playbook.Subscription;
import org.apache.camel.Endpoint;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The route of a subscription whose messages are fetched: from its source to what they start. Its
 * endpoints carry the subscription's number, never its text; descriptions say what it is.
 */
public final class SubscriptionRoute {
  /** The group that the routes of subscriptions are in. */
  public static final String GROUP = "subscriptions";

  private SubscriptionRoute() {}

  /** Id of the route of a version. */
  public static String id(Subscription subscription, long catalogId) {
    return RouteNames.routeId(subscription.path(), Long.toString(catalogId));
  }

  /**
   * The route of a version.
   *
   * @param id of the subscription
   * @param source where messages come from; null for what fetches them by itself
   */
  public static RouteDefinition of(
      long id, long catalogId, Subscription subscription, @Nullable Endpoint source) {
    String playbook = subscription.dispatch().playbook();
    RouteDefinition route = new RouteDefinition();
    route.setId(id(subscription, catalogId));
    route.setGroup(GROUP);
    route.setDescription(
        NodeNames.text("subscription " + subscription.path() + ": starts " + playbook));
    FromDefinition from = source == null ? new FromDefinition(uri(id)) : new FromDefinition(source);
    from.setId(route.getId() + ": source");
    from.setDescription(NodeNames.text(described(subscription.source())));
    route.setInput(from);
    route.setErrorHandlerFactory(new NoErrorHandlerDefinition());
    ToDefinition to = new ToDefinition(uri(id));
    to.setId(route.getId() + ": dispatch");
    to.setDescription(NodeNames.text("starts " + playbook + " for each message, once"));
    route.addOutput(to);
    return route;
  }

  private static String uri(long id) {
    return "subscription:" + id;
  }

  private static String described(Subscription.Source source) {
    return switch (source) {
      case PullSource.Times times ->
          times.cron() == null
              ? "every " + times.seconds() + " seconds"
              : "at " + times.cron() + " in " + times.zone();
      case PullSource.Files files -> "files " + files.include() + " in " + files.folder();
      case PullSource.Objects objects ->
          "objects %s in s3://%s/%s"
              .formatted(objects.include(), objects.bucket(), objects.prefix());
      case PullSource.Rows rows -> "rows of a query, by " + rows.credential();
      case PullSource.Kafka kafka -> "Kafka's " + String.join(", ", kafka.topics());
      case PullSource.Nats nats -> "the stream " + nats.stream() + " of NATS";
      case PullSource.Mail mail -> "mails in " + mail.folder();
      case PullSource.Camel camel -> "Camel's " + camel.scheme();
      case Subscription.Webhook webhook -> "a webhook";
      case Subscription.Execution execution -> "ends of executions";
    };
  }
}
