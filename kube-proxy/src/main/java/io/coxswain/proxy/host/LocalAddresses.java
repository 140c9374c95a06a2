package io.coxswain.proxy.host;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Set;
import java.util.stream.Collectors;

/** Addresses of this machine, without scope. */
public final class LocalAddresses {
  private LocalAddresses() {}

  public static Set<String> all() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .map(LocalAddresses::text)
        .collect(Collectors.toSet());
  }

  /**
   * Whether a CIDR contains an address; both in textual form.
   *
   * @throws IllegalArgumentException when either is not a literal
   */
  public static boolean contains(String cidr, String address) {
    var slash = cidr.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("not a CIDR: " + cidr);
    }
    var network = InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress();
    var host = InetAddress.ofLiteral(address).getAddress();
    if (network.length != host.length) {
      return false;
    }
    var shift = network.length * 8 - Integer.parseInt(cidr.substring(slash + 1));
    return new BigInteger(1, network)
        .shiftRight(shift)
        .equals(new BigInteger(1, host).shiftRight(shift));
  }

  private static String text(InetAddress address) {
    var text = address.getHostAddress();
    var scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }
}
