package io.coxswain.apiserver.registry.validation;

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
