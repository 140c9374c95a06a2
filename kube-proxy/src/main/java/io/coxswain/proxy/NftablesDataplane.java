package io.coxswain.proxy;

import io.coxswain.proxy.host.Commands;
import io.coxswain.proxy.host.DockerForwarding;
import io.coxswain.proxy.host.LocalAddresses;
import io.coxswain.proxy.host.StaleFlows;
import io.coxswain.proxy.host.Sysctls;
import io.coxswain.proxy.nft.Nft;
import io.coxswain.proxy.nft.NftScript;
import io.coxswain.proxy.nft.Ruleset;
import io.coxswain.proxy.nft.RulesetBuilder;
import io.coxswain.proxy.nft.RulesetOptions;
import io.coxswain.proxy.route.ServiceRoute;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one nftables table. The first load replaces whatever the table held; later ones change only
 * what differs, so that session affinity and counters of other Services live on. The rules stay
 * when the process ends: traffic must not depend on it.
 */
final class NftablesDataplane implements Dataplane {
  private static final Logger LOG = LoggerFactory.getLogger(NftablesDataplane.class);

  private final Commands commands;
  private final Nft nft;
  private final Sysctls sysctls;
  private final DockerForwarding docker;
  private final RulesetOptions options;
  private @Nullable Ruleset loaded;
  private List<ServiceRoute> routes = List.of();

  NftablesDataplane(ProxyOptions options, Commands commands, Sysctls sysctls) {
    this.commands = commands;
    this.nft = new Nft(commands);
    this.sysctls = sysctls;
    this.docker = new DockerForwarding(commands, options.nftTable(), options.clusterCidrs());
    this.options =
        new RulesetOptions(
            options.nftTable(),
            options.clusterCidrs(),
            options.nodePortAddresses(),
            options.masqueradeBit());
    sysctls.ensure();
    docker.ensure();
  }

  @Override
  public void sync(List<ServiceRoute> wantedRoutes) throws IOException {
    var wanted = RulesetBuilder.build(wantedRoutes, options);
    var present = loaded;
    var first = present == null;
    var script = present == null ? NftScript.replace(wanted) : NftScript.update(present, wanted);
    if (!script.isEmpty()) {
      load(script, wanted, first);
    }
    if (first || !udp(routes).equals(udp(wantedRoutes))) {
      forgetStaleFlows(wantedRoutes);
    }
    routes = wantedRoutes;
  }

  private void load(String script, Ruleset wanted, boolean whole) throws IOException {
    try {
      nft.apply(script);
    } catch (IOException e) {
      if (whole) {
        throw e;
      }
      LOG.warn("the table is not what it was, loading it anew: {}", e.getMessage());
      loaded = null;
      nft.apply(NftScript.replace(wanted));
    }
    loaded = wanted;
    LOG.debug("{} lines loaded into table {}", script.lines().count(), wanted.table());
  }

  @Override
  public void verify() throws IOException {
    sysctls.ensure();
    docker.ensure();
    if (loaded != null && !nft.present(options.table())) {
      LOG.warn("table {} has been removed, loading it anew", options.table());
      loaded = null;
      sync(routes);
    }
  }

  private static List<ServiceRoute> udp(List<ServiceRoute> routes) {
    return routes.stream().filter(route -> route.protocol().equals("udp")).toList();
  }

  private void forgetStaleFlows(List<ServiceRoute> current) {
    if (udp(current).isEmpty()) {
      return;
    }
    try {
      for (var family : List.of("ipv4", "ipv6")) {
        var listing = commands.run("conntrack", "-L", "-f", family, "-p", "udp");
        for (var deletion : StaleFlows.deletions(listing.output(), current, LocalAddresses.all())) {
          commands.run("", deletion);
        }
      }
    } catch (IOException e) {
      LOG.info(
          "conntrack is not available, UDP clients may stay with endpoints that are gone: {}",
          e.getMessage());
    }
  }

  @Override
  public void close() {
    LOG.debug("leaving table {} in place", options.table());
  }
}
