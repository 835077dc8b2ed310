package io.noetl.camel.execution.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.Executor;

/** Connects to servers that the guard allows, and passes bytes on in both directions. */
final class Relay {
  private static final int CONNECT_MILLIS = 10_000;

  private Relay() {}

  /**
   * Connects to the first of a server's addresses that answers.
   *
   * @throws OutboundGuard.Denied when it may not be called
   */
  static Socket connect(OutboundGuard guard, HostPort server) throws IOException {
    IOException last = new ConnectException("no address");
    for (InetAddress address : guard.resolveAll(server.host(), server.port())) {
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(address, server.port()), CONNECT_MILLIS);
        return socket;
      } catch (IOException e) {
        socket.close();
        last = e;
      }
    }
    throw last;
  }

  /** Passes both directions on, until the server has ended its reply. */
  static void both(Executor threads, InputStream fromClient, Socket client, Socket server)
      throws IOException {
    threads.execute(() -> copyQuietly(fromClient, server));
    copy(server.getInputStream(), client.getOutputStream());
  }

  private static void copyQuietly(InputStream in, Socket to) {
    try {
      copy(in, to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // the other direction ends the connection
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    try {
      in.transferTo(out);
    } catch (SocketException e) {
      // one of them has gone: there is nobody to tell
    }
  }
}
