package io.coxswain.proxy.nft;

import io.coxswain.proxy.nft.Ruleset.Chain;
import io.coxswain.proxy.route.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The chains that are there whatever the Services are. Packets come in through the hooks, are
 * looked up in verdict maps and go to the chains of one service port.
 *
 * <p>Address translation runs at dstnat and srcnat; what has no endpoints is refused in input and
 * forward, and on the way out just after translation (-90), so that a Service that local clients
 * can still reach is not refused to them.
 */
final class BaseRules {
  static final String MASQUERADE = "mark-for-masquerade";
  static final String REJECT = "reject-chain";

  private final RulesetOptions options;
  private final Map<String, Chain> chains = new TreeMap<>();

  private BaseRules(RulesetOptions options) {
    this.options = options;
  }

  static Map<String, Chain> of(RulesetOptions options) {
    return new BaseRules(options).build();
  }

  private Map<String, Chain> build() {
    base("nat-prerouting", "type nat hook prerouting priority -100", "jump services");
    base("nat-output", "type nat hook output priority -100", "jump services");
    base("nat-postrouting", "type nat hook postrouting priority 100", "jump masquerading");
    base(
        "filter-prerouting",
        "type filter hook prerouting priority -110",
        "ct state new jump firewall-check");
    base(
        "filter-input",
        "type filter hook input priority -110",
        "jump localnet-check",
        "ct state new jump nodeport-endpoints-check",
        "ct state new jump service-endpoints-check");
    base(
        "filter-forward",
        "type filter hook forward priority -110",
        "ct state new jump service-endpoints-check",
        "ct state new jump cluster-ips-check");
    base(
        "filter-output",
        "type filter hook output priority -110",
        "ct state new jump firewall-check");
    base(
        "filter-output-post-dnat",
        "type filter hook output priority -90",
        "ct state new jump service-endpoints-check",
        "ct state new jump cluster-ips-check");
    both("services", family -> serviceLookups(family));
    both("firewall-check", family -> List.of(lookup(family, "firewall-ips")));
    both("service-endpoints-check", family -> List.of(lookup(family, "no-endpoint-services")));
    both("nodeport-endpoints-check", family -> nodePorts(family, "no-endpoint-nodeports"));
    both(
        "cluster-ips-check",
        family -> List.of(family.keyword() + " daddr @cluster-ips" + family.suffix() + " reject"));
    chain(
        "localnet-check", // route_localnet opened 127/8 to neighbours: closed again but for what we
        // translated
        "ip daddr 127.0.0.0/8 ip saddr != 127.0.0.0/8 ct status & dnat == 0 ct state new drop");
    chain(MASQUERADE, "meta mark set meta mark | " + options.mark());
    chain(
        "masquerading",
        "meta mark & " + options.mark() + " == 0 return",
        "meta mark set meta mark & " + unmarked(),
        "masquerade fully-random");
    chain(REJECT, "reject");
    return chains;
  }

  private List<String> serviceLookups(Family family) {
    var rules = new ArrayList<String>();
    rules.add(lookup(family, "service-ips"));
    rules.addAll(nodePorts(family, "service-nodeports"));
    return rules;
  }

  private static String lookup(Family family, String map) {
    return family.keyword() + " daddr . meta l4proto . th dport vmap @" + map + family.suffix();
  }

  private List<String> nodePorts(Family family, String map) {
    var addresses = options.nodePortAddresses(family);
    if (addresses.isEmpty() && !options.nodePortAddresses().isEmpty()) {
      return List.of();
    }
    var where =
        addresses.isEmpty()
            ? "meta nfproto " + family.nfproto()
            : family.keyword() + " daddr { " + String.join(", ", addresses) + " }";
    return List.of(
        where + " fib daddr type local meta l4proto . th dport vmap @" + map + family.suffix());
  }

  private String unmarked() {
    return "0x" + Integer.toHexString(~(1 << options.masqueradeBit()));
  }

  private void both(String name, java.util.function.Function<Family, List<String>> rules) {
    var all = new ArrayList<String>();
    for (var family : Family.values()) {
      all.addAll(rules.apply(family));
    }
    chains.put(name, new Chain("", all));
  }

  private void base(String name, String hook, String... rules) {
    chains.put(name, new Chain(hook, List.of(rules)));
  }

  private void chain(String name, String... rules) {
    chains.put(name, new Chain("", List.of(rules)));
  }
}
