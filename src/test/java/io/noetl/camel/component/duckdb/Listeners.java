package io.noetl.camel.component.duckdb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens on loopback and on a socket file as PostgreSQL does, and counts who comes. */
final class Listeners implements AutoCloseable {
  private final ServerSocketChannel internet;
  private final ServerSocketChannel unix;
  private final Path folder;
  private final int port;
  private final AtomicInteger seen = new AtomicInteger();

  Listeners() throws IOException {
    folder = Files.createTempDirectory("pg");
    internet = ServerSocketChannel.open();
    internet.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    port = ((InetSocketAddress) internet.getLocalAddress()).getPort();
    unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    unix.bind(UnixDomainSocketAddress.of(folder.resolve(".s.PGSQL.5432")));
    Thread.ofPlatform().daemon().start(() -> count(internet));
    Thread.ofPlatform().daemon().start(() -> count(unix));
  }

  @SuppressWarnings("try") // to close it is all
  private void count(ServerSocketChannel listener) {
    while (listener.isOpen()) {
      try {
        listener.accept().close();
        seen.incrementAndGet();
      } catch (IOException e) {
        // closed
      }
    }
  }

  /** SQL in which {@code <A>}, {@code <P>} and {@code <F>} stand for address, port and folder. */
  String in(String sql) {
    return sql.replace("<A>", "127.0.0.1")
        .replace("<P>", String.valueOf(port()))
        .replace("<F>", folder.toString());
  }

  int port() {
    return port;
  }

  /** How many connections there were. */
  int seen() {
    return seen.get();
  }

  @Override
  public void close() throws IOException {
    internet.close();
    unix.close();
    Files.deleteIfExists(folder.resolve(".s.PGSQL.5432"));
    Files.deleteIfExists(folder);
  }
}
