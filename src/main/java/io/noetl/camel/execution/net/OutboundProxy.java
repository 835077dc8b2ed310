package io.noetl.camel.execution.net;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy on this machine for engines that call servers by themselves: each connection goes
 * to the address that an {@link OutboundGuard} checked, redirects too. It begins to listen when it
 * is first asked for its address, and serves those alone who have a login; each has a guard of its
 * own.
 */
public final class OutboundProxy implements AutoCloseable {
  /** The user to name beside the password. */
  public static final String USER = "noetl";

  private final Supplier<String> passwords;
  private final Map<String, Login> logins = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ServerSocket server;

  /**
   * Makes a proxy.
   *
   * @param passwords makes passwords that other programs of the machine can't guess
   */
  public OutboundProxy(Supplier<String> passwords) {
    this.passwords = passwords;
  }

  /** The right to use the proxy, until it is closed. */
  public final class Login implements AutoCloseable {
    private final String password = passwords.get();
    private final Supplier<OutboundGuard> guard;
    private volatile @Nullable String refusal;

    private Login(Supplier<OutboundGuard> guard) {
      this.guard = guard;
    }

    /** The password to send. */
    public String password() {
      return password;
    }

    /** Why the last call was refused; null where none was. Asking forgets it. */
    public @Nullable String refusal() {
      String last = refusal;
      refusal = null;
      return last;
    }

    @Override
    public void close() {
      logins.remove(key(password));
    }
  }

  /**
   * Lets somebody in.
   *
   * @param guard says, whenever a call is made, where it may go
   */
  public Login login(Supplier<OutboundGuard> guard) {
    Login login = new Login(guard);
    logins.put(key(login.password), login);
    return login;
  }

  private static String key(String password) {
    byte[] pair = (USER + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    lock.lock();
    try {
      ServerSocket listening = server;
      if (listening == null) {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server = listening;
        ServerSocket accepting = listening;
        threads.execute(() -> accept(accepting));
      }
      return (InetSocketAddress) listening.getLocalSocketAddress();
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
    String authorization = request.authorization();
    Login login = authorization == null ? null : logins.get(authorization);
    if (login == null) {
      return "407 Proxy Authentication Required";
    }
    HostPort server = new HostPort(request.host(), request.port());
    try (Socket target = Relay.connect(login.guard.get(), server)) {
      if (request.isTunnel()) {
        send(client, "HTTP/1.1 200 Connection established\r\n\r\n");
      } else {
        send(target, request.head());
      }
      Relay.both(threads, in, client, target);
      return null;
    } catch (OutboundGuard.Denied e) {
      login.refusal = e.getMessage();
      return "403 Outgoing Call Denied";
    } catch (ConnectException | SocketTimeoutException e) {
      return "502 The Server Can't Be Reached";
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
