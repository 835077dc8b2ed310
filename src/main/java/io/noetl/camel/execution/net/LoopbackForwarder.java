package io.noetl.camel.execution.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A way to one server, for an engine that calls by itself: whoever connects to its address on this
 * machine is connected to the server, at an address that the guard allows. Address and port are
 * drawn from so many that who was not told them does not find them.
 */
public final class LoopbackForwarder implements AutoCloseable {
  private static final int BACKLOG = 50;

  private final OutboundGuard guard;
  private final HostPort target;
  private final ServerSocket server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Begins to listen.
   *
   * @param guard says whether the target may be reached, at each connection
   */
  public LoopbackForwarder(OutboundGuard guard, HostPort target, SecureRandom random)
      throws IOException {
    this.guard = guard;
    this.target = target;
    byte[] address = {
      127, (byte) random.nextInt(256), (byte) random.nextInt(256), (byte) (1 + random.nextInt(254))
    };
    this.server = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(address));
    threads.execute(this::accept);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        // closed, or a client that has gone already
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket to = Relay.connect(guard, target)) {
      Relay.both(threads, client.getInputStream(), client, to);
    } catch (IOException | OutboundGuard.Denied e) {
      // the client sees that its connection is closed
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
