package io.noetl.camel.component.python.net;

import io.noetl.camel.component.python.marshal.MarshalWriter;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/**
 * What {@code noetl_sockets.py} calls. Connections are numbers there, bytes are Latin-1 text, times
 * seconds (0: no bound). A reply is marshal: {@code [true, …]}, or {@code [false, kind, message]}
 * with the kind denied, timeout, refused or failed. One for each interpreter.
 */
public final class PyNetwork implements AutoCloseable {
  private static final int MOST_AT_ONCE = 1 << 16;

  private final AllowedHosts hosts;
  private final Map<Integer, PySocket> open = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();

  @FunctionalInterface
  private interface Action {
    List<@Nullable Object> run() throws IOException;
  }

  public PyNetwork(AllowedHosts hosts) {
    this.hosts = hosts;
  }

  /** Connects: the reply holds the number, then host and port here and there. */
  @HostAccess.Export
  public String connect(String host, int port, double seconds) {
    if (!hosts.allows(host, port)) {
      return failed(
          "denied",
          "restricted code may not call %s:%d (the operator allows hosts in noetl.python.hosts)"
              .formatted(host, port));
    }
    return reply(
        () -> {
          List<InetAddress> addresses;
          try {
            addresses = hosts.addresses(host);
          } catch (RuntimeException e) {
            return Arrays.asList(false, "denied", e.getMessage());
          }
          return connect(host, addresses, port, millis(seconds));
        });
  }

  private List<@Nullable Object> connect(
      String host, List<InetAddress> addresses, int port, int millis) throws IOException {
    IOException failure = new IOException(host + " has no address");
    for (InetAddress address : addresses) {
      int number = numbers.incrementAndGet();
      PySocket socket = new PySocket(new Socket());
      open.put(number, socket);
      try {
        socket.connect(new InetSocketAddress(address, port), millis);
        return Arrays.asList(true, number, socket.here(), socket.there());
      } catch (IOException e) {
        close(number);
        failure = e;
      }
    }
    throw failure;
  }

  /** Sends all of it. */
  @HostAccess.Export
  public String send(int number, String data) {
    return reply(
        () -> {
          socket(number).send(data.getBytes(StandardCharsets.ISO_8859_1));
          return List.of(true);
        });
  }

  /** What has come, at most so many bytes: waits for the first; nothing at the end. */
  @HostAccess.Export
  public String receive(int number, int most, double seconds) {
    return reply(
        () ->
            List.of(
                true, socket(number).receive(Math.clamp(most, 0, MOST_AT_ONCE), millis(seconds))));
  }

  /** Whether something has come, or the end; waits for it no longer than that. */
  @HostAccess.Export
  public boolean readable(int number, double seconds) {
    PySocket socket = open.get(number);
    return socket == null || socket.isReadable(Math.max(1, millis(seconds)));
  }

  /** Sends the end; what comes can be read. */
  @HostAccess.Export
  public String endOutput(int number) {
    return reply(
        () -> {
          socket(number).endOutput();
          return List.of(true);
        });
  }

  /** Closes one. */
  @HostAccess.Export
  public void close(int number) {
    PySocket socket = open.remove(number);
    if (socket != null) {
      socket.close();
    }
  }

  /** Closes all of them: the call has ended, or is to end. */
  @Override
  public void close() {
    new ArrayList<>(open.keySet()).forEach(this::close);
  }

  private PySocket socket(int number) throws IOException {
    PySocket socket = open.get(number);
    if (socket == null) {
      throw new IOException("the connection is closed");
    }
    return socket;
  }

  private static int millis(double seconds) {
    return seconds <= 0 ? 0 : (int) Math.clamp(seconds * 1000, 1, Integer.MAX_VALUE);
  }

  private static String reply(Action action) {
    try {
      return MarshalWriter.latin1(action.run());
    } catch (SocketTimeoutException e) {
      return failed("timeout", "timed out");
    } catch (ConnectException e) {
      return failed("refused", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return failed("failed", String.valueOf(e.getMessage()));
    }
  }

  private static String failed(String kind, String message) {
    return MarshalWriter.latin1(Arrays.asList(false, kind, message));
  }
}
