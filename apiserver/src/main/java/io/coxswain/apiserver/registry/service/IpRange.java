package io.coxswain.apiserver.registry.service;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.PrimitiveIterator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The addresses services may have. The first ones are left to services that ask for an address, as
 * upstream does (KEP-3070), and are given out only when the others are gone.
 */
public final class IpRange {
  /** IPv6 ranges are longer than anybody needs; upstream stops at 2^16 too. */
  private static final int MAX_SIZE = 1 << 16;

  private final String cidr;
  private final BigInteger base;
  private final int addressBytes;
  private final int prefixLength;

  private IpRange(String cidr, byte[] base, int prefixLength) {
    this.cidr = cidr;
    this.base =
        new BigInteger(1, base)
            .shiftRight(hostBits(base, prefixLength))
            .shiftLeft(hostBits(base, prefixLength));
    this.addressBytes = base.length;
    this.prefixLength = prefixLength;
  }

  /**
   * Reads {@code 10.96.0.0/16}.
   *
   * @throws IllegalArgumentException where the text is not a range
   */
  static IpRange parse(String cidr) {
    var slash = cidr.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("invalid CIDR address: " + cidr);
    }
    var address = InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress();
    return new IpRange(cidr, address, Integer.parseInt(cidr.substring(slash + 1)));
  }

  private static int hostBits(byte[] address, int prefixLength) {
    return address.length * 8 - prefixLength;
  }

  /** {@code IPv4} or {@code IPv6}. */
  String family() {
    return addressBytes == 4 ? "IPv4" : "IPv6";
  }

  /**
   * How many addresses may be given out; the network's own and IPv4's broadcast are not among them.
   */
  int size() {
    var bits = addressBytes * 8 - prefixLength;
    var all = bits >= 17 ? MAX_SIZE + 1 : 1 << bits;
    return Math.max(0, all - (addressBytes == 4 && bits < 17 ? 2 : 1));
  }

  /** The n-th address, counted from 1. */
  String address(int n) {
    var bytes = base.add(BigInteger.valueOf(n)).toByteArray();
    var address = new byte[addressBytes];
    var length = Math.min(bytes.length, addressBytes);
    System.arraycopy(bytes, bytes.length - length, address, addressBytes - length, length);
    return text(address);
  }

  boolean contains(String address) {
    var bytes = InetAddress.ofLiteral(address).getAddress();
    if (bytes.length != addressBytes) {
      return false;
    }
    var bits = addressBytes * 8 - prefixLength;
    var offset = new BigInteger(1, bytes).subtract(base);
    if (offset.signum() <= 0 || offset.bitLength() > bits) {
      return false;
    }
    var broadcast = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    return addressBytes != 4 || !offset.equals(broadcast);
  }

  /** Addresses to try, in order: the upper part from a random place on, then the lower part. */
  PrimitiveIterator.OfInt candidates(RandomGenerator random) {
    var size = size();
    var reserved = size < 32 ? 0 : Math.min(Math.max(16, size / 16), 256);
    var upper = size - reserved;
    var start = upper == 0 ? 0 : random.nextInt(upper);
    return IntStream.concat(
            IntStream.range(0, upper).map(i -> reserved + 1 + (start + i) % upper),
            IntStream.rangeClosed(1, reserved))
        .iterator();
  }

  /** The one way to write an address. */
  public static String canonical(String address) {
    return text(InetAddress.ofLiteral(address).getAddress());
  }

  static String familyOf(String address) {
    return InetAddress.ofLiteral(address) instanceof Inet4Address ? "IPv4" : "IPv6";
  }

  @Override
  public String toString() {
    return cidr;
  }

  private static String text(byte[] address) {
    try {
      var text = InetAddress.getByAddress(address).getHostAddress();
      return address.length == 4 ? text : compress(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  /** RFC 5952: the longest run of zero groups becomes {@code ::}. */
  private static String compress(String text) {
    var groups = text.split(":");
    var best = -1;
    var bestLength = 1;
    for (var i = 0; i < groups.length; i++) {
      var length = 0;
      while (i + length < groups.length && groups[i + length].equals("0")) {
        length++;
      }
      if (length > bestLength) {
        best = i;
        bestLength = length;
      }
      i += Math.max(0, length - 1);
    }
    if (best < 0) {
      return text;
    }
    var head = String.join(":", Arrays.copyOfRange(groups, 0, best));
    var tail = String.join(":", Arrays.copyOfRange(groups, best + bestLength, groups.length));
    return head + "::" + tail;
  }
}
