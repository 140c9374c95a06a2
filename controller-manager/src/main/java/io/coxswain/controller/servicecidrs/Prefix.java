package io.coxswain.controller.servicecidrs;

import java.math.BigInteger;
import java.net.InetAddress;

/** Addresses that begin alike, such as {@code 10.96.0.0/12}. */
record Prefix(BigInteger base, int addressBits, int length) {
  /**
   * Reads {@code ADDRESS/LENGTH}.
   *
   * @throws IllegalArgumentException where it is none
   */
  static Prefix parse(String cidr) {
    var slash = cidr.indexOf('/');
    var bytes = InetAddress.ofLiteral(cidr.substring(0, Math.max(0, slash))).getAddress();
    return new Prefix(
        new BigInteger(1, bytes), bytes.length * 8, Integer.parseInt(cidr.substring(slash + 1)));
  }

  boolean contains(String address) {
    var bytes = InetAddress.ofLiteral(address).getAddress();
    return bytes.length * 8 == addressBits
        && new BigInteger(1, bytes)
            .shiftRight(addressBits - length)
            .equals(base.shiftRight(addressBits - length));
  }
}
