package io.noetl.camel.execution.net;

import io.noetl.camel.execution.profile.ExecutionProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/** Sockets that connect to the addresses that the guard allows, and to no others. */
public final class GuardedSockets extends SocketFactory {
  private final OutboundGuard guard;
  private final ExecutionProfile profile;

  /**
   * Sockets of a call.
   *
   * @param guard knows the servers of its credential
   */
  public GuardedSockets(OutboundGuard guard, ExecutionProfile profile) {
    this.guard = guard;
    this.profile = profile;
  }

  @Override
  public Socket createSocket() {
    return new Guarded();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(InetSocketAddress.createUnresolved(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(InetSocketAddress.createUnresolved(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  private Socket connected(InetSocketAddress address) throws IOException {
    Socket socket = createSocket();
    socket.connect(address);
    return socket;
  }

  /** Resolves the name that it is to connect to anew, by the guard. */
  private final class Guarded extends Socket {
    @Override
    public void connect(SocketAddress address) throws IOException {
      connect(address, 0);
    }

    @Override
    public void connect(SocketAddress address, int timeout) throws IOException {
      InetSocketAddress asked = (InetSocketAddress) address;
      String host = asked.getHostString();
      if (!profile.mayCall(host, asked.getPort())) {
        throw new IOException(ExecutionProfile.closed(host, asked.getPort()));
      }
      try {
        super.connect(
            new InetSocketAddress(guard.resolve(host, asked.getPort()), asked.getPort()), timeout);
      } catch (OutboundGuard.Denied e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  }
}
