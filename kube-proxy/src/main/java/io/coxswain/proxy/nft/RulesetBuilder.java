package io.coxswain.proxy.nft;

import io.coxswain.proxy.nft.Ruleset.Chain;
import io.coxswain.proxy.nft.Ruleset.NamedSet;
import io.coxswain.proxy.nft.Ruleset.VerdictMap;
import io.coxswain.proxy.route.Backend;
import io.coxswain.proxy.route.Family;
import io.coxswain.proxy.route.ServiceRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides what the table holds for some routes. Pure and deterministic.
 *
 * <p>Per service port and family: {@code service} balances over all endpoints, {@code local} over
 * those of this machine, {@code external} receives what came from outside, {@code firewall} keeps
 * strangers from load balancer addresses, and each endpoint has a chain that translates to it.
 */
public final class RulesetBuilder {
  private static final String ADDRESS_KEY = " . inet_proto . inet_service";

  private final RulesetOptions options;
  private final Map<String, Chain> chains;
  private final Map<String, TreeMap<String, String>> maps = new TreeMap<>();
  private final Map<String, String> mapTypes = new TreeMap<>();
  private final Map<String, NamedSet> sets = new TreeMap<>();

  private RulesetBuilder(RulesetOptions options) {
    this.options = options;
    this.chains = BaseRules.of(options);
    for (var family : Family.values()) {
      for (var map : List.of("service-ips", "no-endpoint-services", "firewall-ips")) {
        declare(map + family.suffix(), family.addressType() + ADDRESS_KEY);
      }
      for (var map : List.of("service-nodeports", "no-endpoint-nodeports")) {
        declare(map + family.suffix(), "inet_proto . inet_service");
      }
    }
  }

  /** The table for these routes. */
  public static Ruleset build(List<ServiceRoute> routes, RulesetOptions options) {
    var builder = new RulesetBuilder(options);
    for (var family : Family.values()) {
      var addresses = new TreeSet<String>();
      routes.stream().filter(r -> r.family() == family).forEach(r -> addresses.add(r.clusterIP()));
      builder.sets.put(
          "cluster-ips" + family.suffix(), new NamedSet("type " + family.addressType(), addresses));
    }
    routes.forEach(builder::add);
    var maps = new TreeMap<String, VerdictMap>();
    builder.maps.forEach(
        (name, elements) ->
            maps.put(name, new VerdictMap(builder.mapTypes.getOrDefault(name, ""), elements)));
    return Ruleset.of(options.table(), builder.chains, maps, builder.sets);
  }

  private void add(ServiceRoute route) {
    addInternal(route);
    if (route.external()) {
      addExternal(route);
    }
    route.backends().stream()
        .filter(
            b ->
                usesCluster(route) && route.cluster().contains(b)
                    || usesLocal(route) && route.local().contains(b))
        .forEach(backend -> addEndpoint(route, backend));
    if (usesCluster(route)) {
      var rules = new ArrayList<String>();
      if (!route.internalLocal()) {
        masqueradeStrangers(route, rules);
      }
      balance(route, route.cluster(), rules);
      chain(name("service", route), rules);
    }
    if (usesLocal(route)) {
      var rules = new ArrayList<String>();
      if (route.internalLocal()) {
        masqueradeStrangers(route, rules);
      }
      balance(route, route.local(), rules);
      chain(name("local", route), rules);
    }
  }

  /**
   * External traffic needs the cluster chain even where the policy is Local: for pods and this
   * host.
   */
  private static boolean usesCluster(ServiceRoute route) {
    return !route.cluster().isEmpty() && (!route.internalLocal() || route.external());
  }

  private static boolean usesLocal(ServiceRoute route) {
    return !route.local().isEmpty()
        && (route.internalLocal() || (route.external() && route.externalLocal()));
  }

  private void addInternal(ServiceRoute route) {
    var key = key(route.clusterIP(), route);
    if (route.internalBackends().isEmpty()) {
      put("no-endpoint-services", route, key, refusal(route));
    } else {
      put(
          "service-ips",
          route,
          key,
          "goto " + name(route.internalLocal() ? "local" : "service", route));
    }
  }

  private void addExternal(ServiceRoute route) {
    if (route.hasEndpoints()) {
      chain(name("external", route), externalRules(route));
    }
    var target = "goto " + name("external", route);
    var refused = route.externalBackends().isEmpty();
    var addresses = new ArrayList<>(route.externalIPs());
    addresses.addAll(route.loadBalancerIPs());
    for (var address : addresses) {
      if (route.hasEndpoints()) {
        put("service-ips", route, key(address, route), target);
      }
      if (refused) {
        put("no-endpoint-services", route, key(address, route), refusal(route));
      }
    }
    if (route.nodePort() != 0) {
      var key = route.protocol() + " . " + route.nodePort();
      if (route.hasEndpoints()) {
        put("service-nodeports", route, key, target);
      }
      if (refused) {
        put("no-endpoint-nodeports", route, key, refusal(route));
      }
    }
    addFirewall(route);
  }

  private List<String> externalRules(ServiceRoute route) {
    var rules = new ArrayList<String>();
    var service = name("service", route);
    if (!route.externalLocal()) {
      rules.add("jump " + BaseRules.MASQUERADE);
      rules.add("goto " + service);
      return rules;
    }
    var pods = options.clusterCidrs(route.family());
    if (!pods.isEmpty()) { // a pod may always use the external address as if it were the ClusterIP
      rules.add(saddr(route) + anyOf(pods) + " goto " + service);
    }
    rules.add("fib saddr type local jump " + BaseRules.MASQUERADE);
    rules.add("fib saddr type local goto " + service);
    if (!route.local().isEmpty()) {
      rules.add("goto " + name("local", route));
    }
    return rules;
  }

  private void addFirewall(ServiceRoute route) {
    if (route.sourceRanges().isEmpty() || route.loadBalancerIPs().isEmpty()) {
      return;
    }
    var name = name("firewall", route);
    chain(name, List.of(saddr(route) + "!= " + anyOf(route.sourceRanges()) + " drop"));
    for (var address : route.loadBalancerIPs()) {
      put("firewall-ips", route, key(address, route), "goto " + name);
    }
  }

  /**
   * Without endpoints a client hears so at once; with endpoints elsewhere only, the packet is
   * dropped.
   */
  private static String refusal(ServiceRoute route) {
    return route.hasEndpoints() ? "drop" : "goto " + BaseRules.REJECT;
  }

  private void masqueradeStrangers(ServiceRoute route, List<String> rules) {
    var pods = options.clusterCidrs(route.family());
    if (!pods.isEmpty()) {
      rules.add(
          route.family().keyword()
              + " daddr "
              + route.clusterIP()
              + " "
              + saddr(route)
              + "!= "
              + anyOf(pods)
              + " jump "
              + BaseRules.MASQUERADE);
    }
  }

  private void balance(ServiceRoute route, List<Backend> backends, List<String> rules) {
    if (route.affinitySeconds() > 0) {
      for (var backend : backends) {
        rules.add(
            saddr(route)
                + "@"
                + name("affinity", route, backend)
                + " goto "
                + name("endpoint", route, backend));
      }
    }
    if (backends.size() == 1) {
      rules.add("goto " + name("endpoint", route, backends.getFirst()));
      return;
    }
    var choices = new ArrayList<String>();
    for (var i = 0; i < backends.size(); i++) {
      choices.add(i + " : goto " + name("endpoint", route, backends.get(i)));
    }
    rules.add(
        "numgen random mod " + backends.size() + " vmap { " + String.join(", ", choices) + " }");
  }

  private void addEndpoint(ServiceRoute route, Backend backend) {
    var family = route.family();
    var rules = new ArrayList<String>();
    // a pod that reaches itself must not see its own address, or it would answer past us
    rules.add(saddr(route) + backend.address() + " jump " + BaseRules.MASQUERADE);
    if (route.affinitySeconds() > 0) {
      var set = name("affinity", route, backend);
      sets.put(
          set,
          new NamedSet(
              "type " + family.addressType() + " ; flags dynamic,timeout", new TreeSet<>()));
      rules.add(
          "update @" + set + " { " + saddr(route) + "timeout " + route.affinitySeconds() + "s }");
    }
    rules.add(
        "meta l4proto "
            + route.protocol()
            + " dnat "
            + family.keyword()
            + " to "
            + family.joined(backend.address(), backend.port()));
    chain(name("endpoint", route, backend), rules);
  }

  private static String saddr(ServiceRoute route) {
    return route.family().keyword() + " saddr ";
  }

  private static String anyOf(List<String> cidrs) {
    return cidrs.size() == 1 ? cidrs.getFirst() : "{ " + String.join(", ", cidrs) + " }";
  }

  private static String key(String address, ServiceRoute route) {
    return address + " . " + route.protocol() + " . " + route.port();
  }

  private static String name(String role, ServiceRoute route) {
    return role + route.family().suffix() + "-" + route.name();
  }

  /** nft names allow no colons. */
  private static String name(String role, ServiceRoute route, Backend backend) {
    return name(role, route) + "__" + backend.address().replace(':', '.') + "/" + backend.port();
  }

  private void declare(String map, String type) {
    maps.put(map, new TreeMap<>());
    mapTypes.put(map, type);
  }

  private void put(String map, ServiceRoute route, String key, String verdict) {
    maps.computeIfAbsent(map + route.family().suffix(), name -> new TreeMap<>())
        .putIfAbsent(key, verdict); // an address claimed twice goes to the first, as upstream
  }

  private void chain(String name, List<String> rules) {
    chains.put(name, new Chain("", rules));
  }
}
