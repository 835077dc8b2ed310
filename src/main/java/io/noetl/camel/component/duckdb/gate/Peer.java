package io.noetl.camel.component.duckdb.gate;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/** What a native {@code connect} was asked to reach: a {@code struct sockaddr} of Linux. */
@SuppressWarnings("restricted") // the guard stands in native memory
public sealed interface Peer {
  /** The family of files. */
  int UNIX = 1;

  /** The family of IPv4. */
  int INET = 2;

  /** The family of IPv6. */
  int INET6 = 10;

  /** An address and a port. */
  record Internet(InetSocketAddress address) implements Peer {}

  /** A socket of this machine's own that is a file. */
  record Local() implements Peer {}

  /** Any other family of addresses. */
  record Other(int family) implements Peer {}

  /** Reads a {@code sockaddr}. */
  @SuppressWarnings("restricted") // the address comes from native code
  static Peer read(MemorySegment address, int length) {
    MemorySegment bytes = address.reinterpret(length);
    int family = Short.toUnsignedInt(bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED, 0));
    return switch (family) {
      case UNIX -> new Local();
      case INET -> internet(bytes, 4, 4);
      case INET6 -> internet(bytes, 8, 16);
      default -> new Other(family);
    };
  }

  private static Peer internet(MemorySegment bytes, int offset, int size) {
    int port =
        Short.toUnsignedInt(
            bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), 2));
    byte[] address = bytes.asSlice(offset, size).toArray(ValueLayout.JAVA_BYTE);
    try {
      return new Internet(new InetSocketAddress(InetAddress.getByAddress(address), port));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
