package io.coxswain.kubelet.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** An address range of either family. */
public record Cidr(BigInteger base, int prefix, int bits) {
  /**
   * @throws IllegalArgumentException where the text is none, such as {@code 10.244.0.0/16}
   */
  public static Cidr parse(String text) {
    var slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("invalid CIDR address: " + text);
    }
    var address = bytes(text.substring(0, slash));
    var bits = address.length * 8;
    var prefix = Integer.parseInt(text.substring(slash + 1));
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException("invalid CIDR address: " + text);
    }
    var host = bits - prefix;
    return new Cidr(new BigInteger(1, address).shiftRight(host).shiftLeft(host), prefix, bits);
  }

  public boolean ipv6() {
    return bits == 128;
  }

  public boolean contains(String address) {
    var bytes = bytes(address);
    return bytes.length * 8 == bits
        && new BigInteger(1, bytes)
            .shiftRight(bits - prefix)
            .equals(base.shiftRight(bits - prefix));
  }

  /** How many addresses there are. */
  public BigInteger size() {
    return BigInteger.ONE.shiftLeft(bits - prefix);
  }

  /** The address at an offset, counted from the end where negative. */
  public String address(long offset) {
    var number = BigInteger.valueOf(offset);
    var at = base.add(offset < 0 ? size().add(number) : number);
    var raw = at.toByteArray();
    var out = new byte[bits / 8];
    var length = Math.min(raw.length, out.length);
    System.arraycopy(raw, raw.length - length, out, out.length - length, length);
    return text(out);
  }

  /** The canonical text of an address; IPv6 is shortened as RFC 5952 says. */
  public static String canonical(String address) {
    return text(bytes(address));
  }

  private static byte[] bytes(String literal) {
    return InetAddress.ofLiteral(literal).getAddress();
  }

  private static String text(byte[] bytes) {
    if (bytes.length == 4) {
      try {
        return InetAddress.getByAddress(bytes).getHostAddress();
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }
    var groups = new int[8];
    for (var i = 0; i < 8; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
    }
    return shortened(groups);
  }

  private static String shortened(int[] groups) {
    var bestStart = -1;
    var bestLength = 1;
    for (var i = 0; i < 8; i++) {
      var length = 0;
      while (i + length < 8 && groups[i + length] == 0) {
        length++;
      }
      if (length > bestLength) {
        bestStart = i;
        bestLength = length;
      }
      i += Math.max(0, length - 1);
    }
    var out = new StringBuilder();
    for (var i = 0; i < 8; i++) {
      if (i == bestStart) {
        out.append("::");
        i += bestLength - 1;
      } else {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
          out.append(':');
        }
        out.append(Integer.toHexString(groups[i]));
      }
    }
    return out.toString();
  }

  @Override
  public String toString() {
    return address(0) + "/" + prefix;
  }
}
