package io.coxswain.proxy.route;

/** An address family, with the words the API and nftables have for it. */
public enum Family {
  IPV4("IPv4", "4", "ip", "ipv4", "ipv4_addr"),
  IPV6("IPv6", "6", "ip6", "ipv6", "ipv6_addr");

  private final String apiName;
  private final String suffix;
  private final String keyword;
  private final String nfproto;
  private final String addressType;

  Family(String apiName, String suffix, String keyword, String nfproto, String addressType) {
    this.apiName = apiName;
    this.suffix = suffix;
    this.keyword = keyword;
    this.nfproto = nfproto;
    this.addressType = addressType;
  }

  /** The family of an address or CIDR in its textual form. */
  public static Family of(String address) {
    return address.indexOf(':') >= 0 ? IPV6 : IPV4;
  }

  /** As in {@code Service.spec.ipFamilies} and {@code EndpointSlice.addressType}. */
  public String apiName() {
    return apiName;
  }

  /** What names of this family's chains and maps carry. */
  public String suffix() {
    return suffix;
  }

  /** {@code ip} or {@code ip6}, as in nftables expressions. */
  public String keyword() {
    return keyword;
  }

  public String nfproto() {
    return nfproto;
  }

  /** The nftables data type of an address. */
  public String addressType() {
    return addressType;
  }

  /** An address with a port: {@code 10.0.0.1:80} or {@code [fd00::1]:80}. */
  public String joined(String address, int port) {
    return this == IPV6 ? "[" + address + "]:" + port : address + ":" + port;
  }
}
