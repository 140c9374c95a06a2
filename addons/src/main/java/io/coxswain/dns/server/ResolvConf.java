package io.coxswain.dns.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The name servers of a resolv.conf(5). */
public final class ResolvConf {
  private static final int PORT = 53;

  private ResolvConf() {}

  /**
   * The name servers in order.
   *
   * @param ourselves says which addresses lead back to this server; those would loop and are left
   *     out
   */
  public static List<InetSocketAddress> nameServers(
      String text, Predicate<InetSocketAddress> ourselves) {
    return text.lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 1 && words[0].equals("nameserver"))
        .flatMap(words -> address(words[1]).stream())
        .filter(ourselves.negate())
        .distinct()
        .toList();
  }

  /** {@code ADDRESS} or {@code ADDRESS:PORT} ({@code [ADDRESS]:PORT} for IPv6). */
  public static InetSocketAddress parse(String text) {
    var colon = text.lastIndexOf(':');
    var withPort = colon > 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
    var host = withPort ? text.substring(0, colon) : text;
    var port = withPort ? Integer.parseInt(text.substring(colon + 1)) : PORT;
    return new InetSocketAddress(InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")), port);
  }

  private static Optional<InetSocketAddress> address(String text) {
    try {
      return Stream.of(new InetSocketAddress(InetAddress.ofLiteral(text), PORT)).findFirst();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // resolv.conf may hold anything; the C library skips it too
    }
  }
}
