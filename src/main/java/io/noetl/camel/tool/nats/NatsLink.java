package io.noetl.camel.tool.nats;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.noetl.camel.execution.net.HostPort;
import io.noetl.camel.execution.net.LoopbackForwarder;
import io.noetl.camel.execution.net.OutboundGuard;
import io.noetl.camel.execution.profile.ExecutionProfile;
import io.noetl.camel.tool.ToolFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * A connection of one call, or of a subscription. NATS's client resolves and opens connections by
 * itself, so it is given an address on this machine, behind which the guard connects; it follows no
 * further servers that the first one names, and does not connect again.
 */
public final class NatsLink implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LoopbackForwarder way;
  private final Connection connection;

  private NatsLink(LoopbackForwarder way, Connection connection) {
    this.way = way;
    this.connection = connection;
  }

  /**
   * Connects to the first of a target's servers that answers.
   *
   * @throws ToolFailure when there is none, or one of them may not be called
   */
  public static NatsLink open(
      NatsTarget target, OutboundGuard guard, ExecutionProfile profile, SecureRandom random)
      throws ToolFailure, IOException, InterruptedException {
    OutboundGuard allowing = guard.allowing(target.opened());
    for (HostPort server : target.servers()) {
      if (!profile.mayCall(server.host(), server.port())) {
        throw denied(ExecutionProfile.closed(server.host(), server.port()));
      }
      try {
        allowing.resolve(server.host(), server.port());
      } catch (OutboundGuard.Denied e) {
        throw denied(String.valueOf(e.getMessage()));
      }
    }
    IOException last = new IOException("no server is named");
    for (HostPort server : target.servers()) {
      LoopbackForwarder way = new LoopbackForwarder(allowing, server, random);
      try {
        return new NatsLink(way, Nats.connect(options(target, server, way.address())));
      } catch (IOException e) {
        way.close();
        last = e;
      } catch (ToolFailure | InterruptedException | RuntimeException e) {
        way.close();
        throw e;
      }
    }
    throw last;
  }

  private static ToolFailure denied(String message) {
    return new ToolFailure("TL1302", "Denied", "nats: " + message);
  }

  private static Options options(NatsTarget target, HostPort server, InetSocketAddress way)
      throws ToolFailure {
    Options.Builder options =
        new Options.Builder()
            .server("nats://" + way.getAddress().getHostAddress() + ":" + way.getPort())
            .connectionName("noetl-camel")
            .connectionTimeout(PATIENCE)
            .noReconnect()
            .ignoreDiscoveredServers()
            .errorListener(new ErrorListener() {});
    if (target.tls()) {
      try {
        options.sslContext(NamedTls.trusting(target.authority(), server.host()));
      } catch (GeneralSecurityException | IOException e) {
        throw new ToolFailure(
            "TL1301",
            "ConfigError",
            "nats: ca: %s (expected: certificates as PEM)".formatted(e.getMessage()));
      }
    }
    switch (target.login()) {
      case NatsTarget.Login.Anonymous() -> {
        // the server says whether it wants more
      }
      case NatsTarget.Login.Password(String user, String password) ->
          options.userInfo(user.toCharArray(), password.toCharArray());
      case NatsTarget.Login.Token(String token) -> options.token(token.toCharArray());
      case NatsTarget.Login.Creds(String text) ->
          options.authHandler(Nats.staticCredentials(text.getBytes(StandardCharsets.UTF_8)));
    }
    return options.build();
  }

  /** The connection. */
  public Connection connection() {
    return connection;
  }

  /** Ends what waits for an answer: there is nobody at the other end any more. */
  void cut() {
    try {
      way.close();
    } catch (IOException e) {
      // it is closed
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      cut();
    }
  }
}
