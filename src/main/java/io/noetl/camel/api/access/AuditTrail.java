package io.noetl.camel.api.access;

import io.noetl.camel.api.ApiReply;
import io.noetl.camel.api.ApiRequest;
import io.noetl.camel.api.ApiRequests;
import io.noetl.camel.api.Caller;
import io.noetl.camel.store.access.AuditEntry;
import io.noetl.camel.store.access.AuditStore;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** A node of every REST route that notes changes and reads of secrets, refused ones too. */
public final class AuditTrail implements Processor {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  /** Routes with POST that change nothing, or nothing that anybody asks for later. */
  private static final Set<String> UNREMARKABLE =
      Set.of(
          "catalog-list",
          "catalog-resource",
          "context-render",
          "pool-heartbeat",
          "samples-echo",
          "editor-validate");

  private static final Set<String> READING_SECRETS = Set.of("keychain-get");

  private final AuditStore audit;

  public AuditTrail(AuditStore audit) {
    this.audit = audit;
  }

  @Override
  public void process(Exchange exchange) {
    ApiRequest request = exchange.getProperty(ApiRequests.REQUEST, ApiRequest.class);
    String route = exchange.getFromRouteId();
    if (request == null || !isNoted(route, request)) {
      return;
    }
    Optional<Caller> caller = request.caller();
    AuditEntry entry =
        new AuditEntry(
            caller.map(Caller::name).orElse("anonymous"),
            caller.map(known -> known.role().name().toLowerCase(Locale.ROOT)).orElse("none"),
            route,
            request.target(),
            status(exchange.getMessage()));
    try {
      audit.add(entry);
    } catch (DataAccessException e) {
      LOG.error("Could not write to the audit log: {}", entry, e);
    }
  }

  private static int status(Message message) {
    return message.getBody() instanceof ApiReply reply
        ? reply.status()
        : message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
  }

  private static boolean isNoted(String route, ApiRequest request) {
    boolean secret =
        READING_SECRETS.contains(route)
            || (route.equals("credential-get") && request.query("include_data") != null);
    return secret || (request.changes() && !UNREMARKABLE.contains(route));
  }
}
