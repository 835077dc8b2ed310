package io.noetl.camel.execution.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** IPv4 addresses that are written as IPv6: mapped, compatible, NAT64 and 6to4. */
final class Embedded {
  private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
  private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");
  private static final AddressRange COMPATIBLE = AddressRange.parse("::/96");
  private static final List<Integer> LOCAL = List.of(0, 1);

  private Embedded() {}

  /** The IPv4 address in an IPv6 one; any other address as it is. */
  static InetAddress ipv4(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] bytes = address.getAddress();
    if (SIX_TO_FOUR.contains(address)) {
      return of(Arrays.copyOfRange(bytes, 2, 6));
    }
    boolean embedded = NAT64.contains(address) || (COMPATIBLE.contains(address) && !isLocal(bytes));
    return embedded ? of(Arrays.copyOfRange(bytes, 12, 16)) : address;
  }

  /** {@code ::} and {@code ::1} are addresses of their own. */
  private static boolean isLocal(byte[] bytes) {
    return bytes[12] == 0 && bytes[13] == 0 && bytes[14] == 0 && LOCAL.contains((int) bytes[15]);
  }

  private static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
