package io.coxswain.apiserver.registry.validation;

import java.net.InetAddress;

/** IP addresses as text. */
public final class Addresses {
  private static final String RULE =
      "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";

  private Addresses() {}

  static void check(Value address, Errors errors) {
    if (!isIp(address.text())) {
      errors.invalid(address, address.text(), RULE);
    }
  }

  /** Reports addresses that mean the machine itself, its link or nothing. */
  static void ordinary(Value value, Errors errors) {
    if (!isIp(value.text())) {
      return;
    }
    var address = InetAddress.ofLiteral(value.text());
    if (address.isAnyLocalAddress()) {
      errors.invalid(value, "may not be unspecified (" + value.text() + ")");
    }
    if (address.isLoopbackAddress()) {
      errors.invalid(value, "may not be in the loopback range (127.0.0.0/8, ::1/128)");
    }
    if (address.isLinkLocalAddress()) {
      errors.invalid(value, "may not be in the link-local range (169.254.0.0/16, fe80::/10)");
    }
    var bytes = address.getAddress();
    var v4 = bytes.length == 4;
    if (v4 && (bytes[0] & 0xff) == 224 && bytes[1] == 0 && bytes[2] == 0
        || !v4 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xf) == 2) {
      errors.invalid(
          value, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
    }
  }

  /** Whether text is an IPv4 or IPv6 literal; no name is ever looked up. */
  public static boolean isIp(String text) {
    return isIpv4(text) || isIpv6(text);
  }

  public static boolean isIpv4(String text) {
    var parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (var part : parts) {
      if (part.isEmpty()
          || part.length() > 3
          || part.length() > 1 && part.charAt(0) == '0'
          || !part.chars().allMatch(c -> c >= '0' && c <= '9')
          || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  public static boolean isIpv6(String text) {
    if (text.indexOf(':') < 0 || !text.matches("[0-9a-fA-F:.]+")) {
      return false;
    }
    try {
      return java.net.Inet6Address.ofLiteral(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
