package io.noetl.camel.component.python.net;

import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of Python code. It is used by one thread, and closed by any. */
final class PySocket {
  private static final Logger LOG = LoggerFactory.getLogger(PySocket.class);

  private final Socket socket;
  private PushbackInputStream in = new PushbackInputStream(java.io.InputStream.nullInputStream());

  PySocket(Socket socket) {
    this.socket = socket;
  }

  void connect(InetSocketAddress to, int millis) throws IOException {
    socket.setTcpNoDelay(true);
    socket.connect(to, millis);
    in = new PushbackInputStream(socket.getInputStream());
  }

  List<Object> here() {
    return List.of(socket.getLocalAddress().getHostAddress(), socket.getLocalPort());
  }

  List<Object> there() {
    return List.of(socket.getInetAddress().getHostAddress(), socket.getPort());
  }

  void send(byte[] data) throws IOException {
    socket.getOutputStream().write(data);
  }

  byte[] receive(int most, int millis) throws IOException {
    socket.setSoTimeout(millis);
    byte[] data = new byte[most];
    int count = in.read(data);
    return count < 0 ? new byte[0] : Arrays.copyOf(data, count);
  }

  /** Whether {@link #receive} would not wait: data, the end, or an error has come. */
  boolean isReadable(int millis) {
    try {
      socket.setSoTimeout(millis);
      int next = in.read();
      if (next >= 0) {
        in.unread(next);
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("a connection of Python code was not closed cleanly: {}", e.getMessage());
    }
  }
}
