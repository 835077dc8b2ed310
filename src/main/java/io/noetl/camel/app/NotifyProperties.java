package io.noetl.camel.app;

import io.noetl.camel.playbook.Notify;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is told of executions.
 *
 * @param baseUrl where people reach the server, for links; empty for none
 * @param on of which events receivers are told, of every execution
 * @param to names of the credentials that are told; none are by default
 * @param every a receiver is told no more often: what comes meanwhile goes together
 */
@ConfigurationProperties("noetl.notify")
public record NotifyProperties(
    @DefaultValue("") String baseUrl,
    @DefaultValue("failed") List<String> on,
    @DefaultValue List<String> to,
    @DefaultValue("10s") Duration every) {

  /**
   * Whom every execution tells.
   *
   * @throws IllegalArgumentException when there is no such event
   */
  List<Notify> all() {
    Set<Notify.Event> events = EnumSet.noneOf(Notify.Event.class);
    for (String name : on) {
      events.add(
          Notify.Event.of(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "noetl.notify.on: '%s' (expected: failed, completed, cancelled, recovered, deadline or approval)"
                              .formatted(name))));
    }
    return to.stream().map(receiver -> new Notify(events, receiver, null, "")).toList();
  }
}
