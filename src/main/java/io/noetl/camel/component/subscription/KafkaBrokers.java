package io.noetl.camel.component.subscription;

import io.noetl.camel.execution.net.HostPort;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.profile.ExecutionProfile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Which brokers may be connected to. Kafka's client opens its sockets itself: those that it begins
 * with are checked before it is made, those that the cluster names as soon as it has named them.
 */
final class KafkaBrokers {
  private final OutboundGuard guard;
  private final ExecutionProfile profile;

  /**
   * Brokers.
   *
   * @param servers that the credential names
   */
  KafkaBrokers(OutboundGuard guard, Set<HostPort> servers, ExecutionProfile profile) {
    this.guard = guard.allowing(servers);
    this.profile = profile;
  }

  /**
   * Checks a list as {@code host:port,host:port}.
   *
   * @throws IOException when one of them may not be connected to
   */
  void check(String bootstrap) throws IOException {
    List<String> all = Arrays.stream(bootstrap.split(",", -1)).map(String::strip).toList();
    for (String each : all) {
      int colon = each.lastIndexOf(':');
      String port = colon < 0 ? "" : each.substring(colon + 1);
      if (colon < 1 || !port.matches("[1-9][0-9]{0,4}")) {
        throw new IOException("'%s' is no broker (expected: host:port)".formatted(each));
      }
      check(each.substring(0, colon), Integer.parseInt(port));
    }
  }

  /**
   * Checks one.
   *
   * @throws IOException when it may not be connected to
   */
  void check(String host, int port) throws IOException {
    if (!profile.mayCall(host, port)) {
      throw new IOException("kafka: " + ExecutionProfile.closed(host, port));
    }
    try {
      guard.resolveAll(host, port);
    } catch (OutboundGuard.Denied e) {
      throw new IOException("kafka: " + e.getMessage(), e);
    }
  }
}
