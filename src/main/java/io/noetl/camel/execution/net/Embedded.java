package io.noetl.camel.execution.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** IPv4 addresses in IPv6: mapped, compatible, translated (SIIT), NAT64, 6to4, Teredo, ISATAP. */
final class Embedded {
  private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
  private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");
  private static final AddressRange TRANSLATED = AddressRange.parse("::ffff:0:0:0/96");
  private static final AddressRange TEREDO = AddressRange.parse("2001::/32");
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
    byte[] last = Arrays.copyOfRange(bytes, 12, 16);
    if (TEREDO.contains(address)) {
      return of(inverted(last));
    }
    boolean embedded =
        NAT64.contains(address)
            || TRANSLATED.contains(address)
            || isIsatap(bytes)
            || (COMPATIBLE.contains(address) && !isLocal(bytes));
    return embedded ? of(last) : address;
  }

  /** An interface of ISATAP: {@code ::5efe:a.b.c.d} behind any network, the universal bit aside. */
  private static boolean isIsatap(byte[] bytes) {
    return (bytes[8] & ~2) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
  }

  /** Teredo writes the client's address with all its bits turned. */
  private static byte[] inverted(byte[] address) {
    byte[] turned = new byte[address.length];
    for (int i = 0; i < address.length; i++) {
      turned[i] = (byte) ~address[i];
    }
    return turned;
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
