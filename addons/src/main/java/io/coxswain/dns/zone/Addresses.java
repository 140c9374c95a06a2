package io.coxswain.dns.zone;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Addresses in names and back. Never looks a name up. */
public final class Addresses {
  private Addresses() {}

  /** {@code 10-0-0-1}; an IPv6 address with dashes for its colons. */
  static String dashed(String address) {
    return address.replace('.', '-').replace(':', '-');
  }

  /** The address a pod name stands for, or empty when it is not one. */
  static Optional<InetAddress> undashed(String label) {
    var dashes = label.chars().filter(c -> c == '-').count();
    if (dashes == 3 && label.chars().allMatch(c -> c == '-' || Character.isDigit(c))) {
      return literal(label.replace('-', '.'));
    }
    return label.indexOf('-') >= 0 ? literal(label.replace('-', ':')) : Optional.empty();
  }

  /** The address of a literal, or empty for anything else. */
  static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** One text for every way of writing an address: {@code fd00:0:0:0:0:0:0:1}. */
  public static String canonical(String text) {
    return literal(text).map(InetAddress::getHostAddress).orElse(text);
  }

  static boolean isIpv6(InetAddress address) {
    return address instanceof Inet6Address;
  }

  /**
   * The address that labels of {@code in-addr.arpa} (4) or {@code ip6.arpa} (32) name, reversed.
   */
  static Optional<InetAddress> reversed(java.util.List<String> labels) {
    try {
      if (labels.size() == 4) {
        return literal(String.join(".", labels.reversed()));
      }
      if (labels.size() == 32) {
        var hex = String.join("", labels.reversed());
        return hex.length() == 32
            ? Optional.of(InetAddress.getByAddress(java.util.HexFormat.of().parseHex(hex)))
            : Optional.empty();
      }
      return Optional.empty();
    } catch (IllegalArgumentException | UnknownHostException e) {
      return Optional.empty();
    }
  }
}
