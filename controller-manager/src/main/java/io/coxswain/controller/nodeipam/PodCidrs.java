package io.coxswain.controller.nodeipam;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.BitSet;
import java.util.Optional;

/**
 * The subnets of one address range, all of the same size, and which of them are taken. Not
 * thread-safe; lives for one decision.
 */
final class PodCidrs {
  private static final int MOST_BITS = 16; // upstream's limit of subnets per range

  private final byte[] base;
  private final int prefix;
  private final int subnetPrefix;
  private final int count;
  private final BitSet taken = new BitSet();

  /**
   * @throws IllegalArgumentException where the range is malformed or the mask does not suit it
   */
  PodCidrs(String range, int subnetPrefix) {
    var parts = range.split("/", 2);
    if (parts.length != 2) {
      throw new IllegalArgumentException("invalid CIDR address: " + range);
    }
    this.base = address(parts[0]);
    this.prefix = Integer.parseInt(parts[1]);
    this.subnetPrefix = subnetPrefix;
    if (prefix > subnetPrefix || subnetPrefix > base.length * 8) {
      throw new IllegalArgumentException(
          "the node mask /" + subnetPrefix + " does not fit into " + range);
    }
    if (subnetPrefix - prefix > MOST_BITS) {
      throw new IllegalArgumentException(
          "the node mask /" + subnetPrefix + " makes too many subnets of " + range);
    }
    this.count = 1 << (subnetPrefix - prefix);
  }

  boolean isV6() {
    return base.length == 16;
  }

  /** Marks a subnet as taken; one that is not of this range is ignored. */
  void take(String cidr) {
    var parts = cidr.split("/", 2);
    var address = address(parts[0]);
    if (address.length != base.length) {
      return;
    }
    var shift = base.length * 8 - subnetPrefix;
    var offset = new BigInteger(1, address).subtract(first()).shiftRight(shift);
    if (offset.signum() >= 0 && offset.compareTo(BigInteger.valueOf(count)) < 0) {
      taken.set(offset.intValue());
    }
  }

  /** Takes the first subnet that is free; empty when none is left. */
  Optional<String> takeNext() {
    var next = taken.nextClearBit(0);
    if (next >= count) {
      return Optional.empty();
    }
    taken.set(next);
    var shift = base.length * 8 - subnetPrefix;
    var value = first().add(BigInteger.valueOf(next).shiftLeft(shift));
    return Optional.of(text(value) + "/" + subnetPrefix);
  }

  private BigInteger first() {
    var hostBits = base.length * 8 - prefix;
    return new BigInteger(1, base).shiftRight(hostBits).shiftLeft(hostBits);
  }

  private String text(BigInteger value) {
    var bytes = new byte[base.length];
    var raw = value.toByteArray();
    var length = Math.min(raw.length, bytes.length);
    System.arraycopy(raw, raw.length - length, bytes, bytes.length - length, length);
    return bytes.length == 4 ? textV4(bytes) : textV6(bytes);
  }

  private static String textV4(byte[] bytes) {
    return (bytes[0] & 255)
        + "."
        + (bytes[1] & 255)
        + "."
        + (bytes[2] & 255)
        + "."
        + (bytes[3] & 255);
  }

  /** RFC 5952: the longest run of zero groups becomes {@code ::}. */
  private static String textV6(byte[] bytes) {
    var groups = new int[8];
    for (var i = 0; i < 8; i++) {
      groups[i] = (bytes[2 * i] & 255) << 8 | bytes[2 * i + 1] & 255;
    }
    var bestStart = -1;
    var bestLength = 1;
    for (var start = 0; start < 8; start++) {
      var end = start;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - start > bestLength) {
        bestStart = start;
        bestLength = end - start;
      }
    }
    var text = new StringBuilder();
    for (var i = 0; i < 8; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
      } else {
        text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  private static byte[] address(String literal) {
    if (!literal.matches("[0-9a-fA-F:.]+")) {
      throw new IllegalArgumentException("not an IP address: " + literal); // never a name look-up
    }
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an IP address: " + literal, e);
    }
  }
}
