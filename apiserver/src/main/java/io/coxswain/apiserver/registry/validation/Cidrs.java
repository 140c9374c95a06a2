package io.coxswain.apiserver.registry.validation;

import java.math.BigInteger;
import java.net.InetAddress;

/** Ranges of addresses as text. */
final class Cidrs {
  private static final String RULE =
      "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";

  private Cidrs() {}

  /** Reports what is no range; whether it is one. */
  static boolean check(Value cidr, Errors errors) {
    var valid = isCidr(cidr.text());
    if (!valid) {
      errors.invalid(cidr, cidr.text(), RULE);
    }
    return valid;
  }

  static boolean isCidr(String text) {
    var slash = text.indexOf('/');
    if (slash < 0 || !Addresses.isIp(text.substring(0, slash))) {
      return false;
    }
    var length = text.substring(slash + 1);
    return length.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(length) <= bits(text);
  }

  /** Whether a range's host bits are all zero. */
  static boolean isMasked(String cidr) {
    return network(cidr, length(cidr)).equals(network(cidr, bits(cidr)));
  }

  static boolean isIpv6(String cidr) {
    return cidr.indexOf(':') >= 0;
  }

  /** Whether one range is inside another and smaller. */
  static boolean isStrictSubset(String inner, String outer) {
    var length = length(outer);
    return isIpv6(inner) == isIpv6(outer)
        && length(inner) > length
        && network(inner, length).equals(network(outer, length));
  }

  private static int length(String cidr) {
    return Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
  }

  private static int bits(String cidr) {
    return isIpv6(cidr) ? 128 : 32;
  }

  private static BigInteger network(String cidr, int length) {
    var address = InetAddress.ofLiteral(cidr.substring(0, cidr.indexOf('/'))).getAddress();
    var host = bits(cidr) - length;
    return new BigInteger(1, address).shiftRight(host).shiftLeft(host);
  }
}
