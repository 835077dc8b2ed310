package io.noetl.camel.execution.net;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy on this machine for engines that call servers by themselves: each connection goes
 * to the address that the {@link OutboundGuard} checked, redirects too. It begins to listen when it
 * is first asked for its address, and serves those alone who know its password.
 */
public final class OutboundProxy implements AutoCloseable {
  /** The user to name beside the password. */
  public static final String USER = "noetl";

  private static final int CONNECT_MILLIS = 10_000;

  private final OutboundGuard guard;
  private final String password;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ServerSocket server;

  /**
   * Makes a proxy.
   *
   * @param password not to be guessed by other programs of the machine
   */
  public OutboundProxy(OutboundGuard guard, String password) {
    this.guard = guard;
    this.password = password;
  }

  /** The password to send. */
  public String password() {
    return password;
  }

  /** Where it listens, as {@code host:port}. */
  public String address() {
    lock.lock();
    try {
      ServerSocket listening = server;
      if (listening == null) {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server = listening;
        ServerSocket accepting = listening;
        threads.execute(() -> accept(accepting));
      }
      return listening.getInetAddress().getHostAddress() + ":" + listening.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("The proxy for outgoing calls can't listen", e);
    } finally {
      lock.unlock();
    }
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        // closed, or a client that has gone already
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String refusal = refusal(client);
      if (refusal != null) {
        send(
            client,
            "HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".formatted(refusal));
      }
    } catch (IOException e) {
      // the client has gone: there is nobody to tell
    }
  }

  /** Does what the client asks for; the status of the refusal where that can't be done. */
  private @Nullable String refusal(Socket client) throws IOException {
    InputStream in = new BufferedInputStream(client.getInputStream());
    ProxyRequest request;
    try {
      request = ProxyRequest.read(in);
    } catch (ProxyRequest.Unreadable e) {
      return "400 " + e.getMessage();
    }
    if (!isAllowed(request.authorization())) {
      return "407 Proxy Authentication Required";
    }
    try (Socket target = connect(request)) {
      if (request.isTunnel()) {
        send(client, "HTTP/1.1 200 Connection established\r\n\r\n");
      } else {
        send(target, request.head());
      }
      relay(in, client, target);
      return null;
    } catch (OutboundGuard.Denied e) {
      return "403 Outgoing Call Denied";
    } catch (ConnectException | SocketTimeoutException e) {
      return "502 The Server Can't Be Reached";
    }
  }

  private Socket connect(ProxyRequest request) throws IOException {
    IOException last = new ConnectException("no address");
    for (InetAddress address : guard.resolveAll(request.host())) {
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(address, request.port()), CONNECT_MILLIS);
        return socket;
      } catch (IOException e) {
        socket.close();
        last = e;
      }
    }
    throw last;
  }

  private boolean isAllowed(@Nullable String authorization) {
    byte[] login = (USER + ":" + password).getBytes(StandardCharsets.UTF_8);
    String expected = "Basic " + Base64.getEncoder().encodeToString(login);
    return authorization != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8),
            authorization.getBytes(StandardCharsets.UTF_8));
  }

  /** Both directions, until the server has ended its reply. */
  private void relay(InputStream in, Socket client, Socket target) throws IOException {
    threads.execute(() -> copyQuietly(in, target));
    copy(target.getInputStream(), client.getOutputStream());
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

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (server != null) {
        server.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
      threads.shutdownNow();
    }
  }
}
