package io.coxswain.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import io.coxswain.apiserver.cel.Library.Parameter;
import io.coxswain.apiserver.registry.validation.Addresses;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** IP addresses and ranges; no name is ever looked up. */
final class AddressLibrary {
  private static final CelType IP = OpaqueType.create("net.IP");
  private static final CelType CIDR = OpaqueType.create("net.CIDR");
  private static final Parameter TEXT = new Parameter(SimpleType.STRING, String.class);
  private static final Parameter ADDRESS = new Parameter(IP, InetAddress.class);
  private static final Parameter RANGE = new Parameter(CIDR, Range.class);

  private AddressLibrary() {}

  /** {@code 10.0.0.5/8}: an address and how many bits of it are the network's. */
  record Range(InetAddress address, int length) {
    boolean contains(InetAddress other) {
      return other.getAddress().length == address.getAddress().length
          && network(other, length).equals(network(address, length));
    }

    boolean contains(Range other) {
      return other.length >= length && contains(other.address);
    }

    private static BigInteger network(InetAddress address, int length) {
      var host = address.getAddress().length * 8 - length;
      return new BigInteger(1, address.getAddress()).shiftRight(host);
    }

    Range masked() {
      var size = address.getAddress().length;
      var bits = network(address, length).shiftLeft(size * 8 - length).toByteArray();
      var bytes = new byte[size];
      for (var i = 0; i < Math.min(size, bits.length); i++) {
        bytes[size - 1 - i] = bits[bits.length - 1 - i];
      }
      try {
        return new Range(InetAddress.getByAddress(bytes), length);
      } catch (UnknownHostException e) {
        throw new IllegalStateException("the length is right", e);
      }
    }
  }

  static Library library() {
    return new Library()
        .function("ip", IP, a -> ip((String) a[0]), TEXT)
        .function("isIP", SimpleType.BOOL, a -> Addresses.isIp((String) a[0]), TEXT)
        .function("ip.isCanonical", SimpleType.BOOL, a -> isCanonical((String) a[0]), TEXT)
        .method("family", SimpleType.INT, a -> family(a[0]), ADDRESS)
        .method("isUnspecified", SimpleType.BOOL, a -> inet(a[0]).isAnyLocalAddress(), ADDRESS)
        .method("isLoopback", SimpleType.BOOL, a -> inet(a[0]).isLoopbackAddress(), ADDRESS)
        .method("isLinkLocalMulticast", SimpleType.BOOL, a -> inet(a[0]).isMCLinkLocal(), ADDRESS)
        .method(
            "isLinkLocalUnicast", SimpleType.BOOL, a -> inet(a[0]).isLinkLocalAddress(), ADDRESS)
        .method("isGlobalUnicast", SimpleType.BOOL, a -> isGlobal(inet(a[0])), ADDRESS)
        .function("cidr", CIDR, a -> cidr((String) a[0]), TEXT)
        .function("isCIDR", SimpleType.BOOL, a -> isCidr((String) a[0]), TEXT)
        .method("ip", IP, a -> ((Range) a[0]).address(), RANGE)
        .method("masked", CIDR, a -> ((Range) a[0]).masked(), RANGE)
        .method("prefixLength", SimpleType.INT, a -> (long) ((Range) a[0]).length(), RANGE)
        .method(
            "containsIP", SimpleType.BOOL, a -> ((Range) a[0]).contains(inet(a[1])), RANGE, ADDRESS)
        .method(
            "containsIP",
            SimpleType.BOOL,
            a -> ((Range) a[0]).contains(ip((String) a[1])),
            RANGE,
            TEXT)
        .method(
            "containsCIDR",
            SimpleType.BOOL,
            a -> ((Range) a[0]).contains((Range) a[1]),
            RANGE,
            RANGE)
        .method(
            "containsCIDR",
            SimpleType.BOOL,
            a -> ((Range) a[0]).contains(cidr((String) a[1])),
            RANGE,
            TEXT)
        .function("string", SimpleType.STRING, a -> inet(a[0]).getHostAddress(), ADDRESS);
  }

  private static InetAddress inet(Object value) {
    return (InetAddress) value;
  }

  private static long family(Object value) {
    return inet(value).getAddress().length == 4 ? 4 : 6;
  }

  private static boolean isGlobal(InetAddress address) {
    return !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isMulticastAddress()
        && !address.isLinkLocalAddress()
        && !address.getHostAddress().equals("255.255.255.255");
  }

  private static InetAddress ip(String text) throws CelEvaluationException {
    if (!Addresses.isIp(text)) {
      throw new CelEvaluationException(
          "IP Address \""
              + text
              + "\" parse error during conversion from string: ParseAddr(\""
              + text
              + "\"): unable to parse IP");
    }
    return InetAddress.ofLiteral(text);
  }

  private static boolean isCanonical(String text) throws CelEvaluationException {
    var address = ip(text);
    return address.getAddress().length == 4
        ? address.getHostAddress().equals(text)
        : CanonicalIpv6.of(address.getAddress()).equals(text);
  }

  private static Range cidr(String text) throws CelEvaluationException {
    var slash = text.indexOf('/');
    var digits = slash < 0 ? "" : text.substring(slash + 1);
    if (digits.matches("0|[1-9]\\d{0,2}") && Addresses.isIp(text.substring(0, slash))) {
      var address = InetAddress.ofLiteral(text.substring(0, slash));
      var length = Integer.parseInt(digits);
      if (length <= address.getAddress().length * 8) {
        return new Range(address, length);
      }
    }
    throw new CelEvaluationException(
        "network address parse error during conversion from string: netip.ParsePrefix(\""
            + text
            + "\"): no '/'");
  }

  private static boolean isCidr(String text) {
    try {
      return cidr(text) != null;
    } catch (CelEvaluationException e) {
      return false;
    }
  }
}
