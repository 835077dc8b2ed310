package io.noetl.camel.execution.net;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A range of addresses in CIDR form.
 *
 * @param network its first address
 * @param prefix how many bits all its addresses share
 */
public record AddressRange(InetAddress network, int prefix) {

  /**
   * Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    try {
      InetAddress network = InetAddress.ofLiteral(address.strip());
      int bits = network.getAddress().length * 8;
      int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1).strip());
      if (prefix >= 0 && prefix <= bits) {
        return new AddressRange(network, prefix);
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no range of addresses (expected: as 10.0.0.0/8 or fd00::/8)");
  }

  /** Whether an address lies in the range. */
  public boolean contains(InetAddress address) {
    byte[] mine = network.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    int whole = prefix / 8;
    if (!Arrays.equals(mine, 0, whole, other, 0, whole)) {
      return false;
    }
    int rest = prefix % 8;
    int mask = 0xff << (8 - rest) & 0xff;
    return rest == 0 || (mine[whole] & mask) == (other[whole] & mask);
  }
}
