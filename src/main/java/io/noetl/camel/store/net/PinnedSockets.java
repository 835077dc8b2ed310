package io.noetl.camel.store.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.net.SocketFactory;

/**
 * Sockets of PostgreSQL's driver that connect to addresses that were checked before, whatever the
 * driver resolves a host to. The driver still knows the host by its name: that is what TLS
 * verifies.
 */
public final class PinnedSockets extends SocketFactory {
  private final Map<String, InetAddress> addresses = new HashMap<>();

  /**
   * What the driver calls.
   *
   * @param argument as {@link #pin} writes it: {@code host=address}, several with spaces
   */
  public PinnedSockets(String argument) {
    for (String pair : argument.split(" ", -1)) {
      int equals = pair.lastIndexOf('=');
      InetAddress address = InetAddress.ofLiteral(pair.substring(equals + 1));
      addresses.put(pair.substring(0, equals), address);
      // a host that is an address may be spelled in other ways
      addresses.put(address.getHostAddress(), address);
    }
  }

  /** Has the driver connect to these addresses, by host, and to no others. */
  public static void pin(Properties properties, Map<String, InetAddress> addresses) {
    properties.setProperty("socketFactory", PinnedSockets.class.getName());
    properties.setProperty(
        "socketFactoryArg",
        addresses.entrySet().stream()
            .map(pair -> key(pair.getKey()) + "=" + pair.getValue().getHostAddress())
            .collect(Collectors.joining(" ")));
  }

  private static String key(String host) {
    return host.toLowerCase(Locale.ROOT);
  }

  @Override
  public Socket createSocket() {
    return new Pinned();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    Socket socket = createSocket();
    socket.connect(InetSocketAddress.createUnresolved(host, port));
    return socket;
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(host.getHostAddress(), port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException("the local address is the system's to choose");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException("the local address is the system's to choose");
  }

  private final class Pinned extends Socket {

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
      connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      InetSocketAddress asked = (InetSocketAddress) endpoint;
      InetAddress address = addresses.get(key(asked.getHostString()));
      if (address == null) {
        throw new ConnectException("The address of " + asked.getHostString() + " was not checked");
      }
      super.connect(new InetSocketAddress(address, asked.getPort()), timeout);
    }
  }
}
