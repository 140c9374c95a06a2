package io.coxswain.apiserver.server;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Arithmetic on the range of Service addresses. */
public final class ServiceRange {
  private ServiceRange() {}

  /** The address behind the network address: the one of the kubernetes Service. */
  public static String firstAddress(String cidr) {
    var network = cidr.substring(0, cidr.indexOf('/'));
    try {
      var bytes = InetAddress.getByName(network).getAddress();
      for (var i = bytes.length - 1; i >= 0; i--) {
        bytes[i]++;
        if (bytes[i] != 0) {
          break;
        }
      }
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address range: " + cidr, e);
    }
  }
}
