package io.coxswain.proxy.host;

import io.coxswain.proxy.route.Family;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets connections to pods through the engine's firewall: Docker drops what is forwarded unless
 * {@code DOCKER-USER} accepts it. Each rule carries a comment with our table's name, so that only
 * ours are ever removed.
 */
public final class DockerForwarding {
  private static final Logger LOG = LoggerFactory.getLogger(DockerForwarding.class);
  private static final String CHAIN = "DOCKER-USER";

  private final Commands commands;
  private final String comment;
  private final List<String> clusterCidrs;

  public DockerForwarding(Commands commands, String table, List<String> clusterCidrs) {
    this.commands = commands;
    this.comment = "kube-proxy " + table;
    this.clusterCidrs = List.copyOf(clusterCidrs);
  }

  /** Adds the rules that are missing, where the chain exists. */
  public void ensure() {
    for (var rule : rules()) {
      try {
        if (!commands.run("", command(rule, "-C")).succeeded() && hasChain(rule)) {
          var outcome = commands.run("", command(rule, "-I"));
          if (!outcome.succeeded()) {
            LOG.warn("cannot add to {}: {}", CHAIN, outcome.error());
          }
        }
      } catch (IOException e) {
        LOG.debug("{} is not available: {}", rule.tool(), e.toString());
      }
    }
  }

  /** Removes the rules that {@link #ensure} adds. */
  public void remove() {
    for (var rule : rules()) {
      try {
        while (commands.run("", command(rule, "-D")).succeeded()) {
          LOG.debug("removed a rule from {}", CHAIN);
        }
      } catch (IOException e) {
        LOG.debug("{} is not available: {}", rule.tool(), e.toString());
      }
    }
  }

  private record Rule(String tool, List<String> match) {}

  private List<Rule> rules() {
    var rules = new ArrayList<Rule>();
    for (var cidr : clusterCidrs) {
      var tool = Family.of(cidr) == Family.IPV6 ? "ip6tables" : "iptables";
      rules.add(new Rule(tool, List.of("-d", cidr, "-m", "conntrack", "--ctstate", "DNAT")));
      rules.add(
          new Rule(
              tool, List.of("-s", cidr, "-m", "conntrack", "--ctstate", "RELATED,ESTABLISHED")));
    }
    return rules;
  }

  private boolean hasChain(Rule rule) throws IOException {
    return commands.run(rule.tool(), "-w", "5", "-n", "-L", CHAIN).succeeded();
  }

  private List<String> command(Rule rule, String verb) {
    var command = new ArrayList<>(List.of(rule.tool(), "-w", "5", verb, CHAIN));
    command.addAll(rule.match());
    command.addAll(List.of("-m", "comment", "--comment", comment, "-j", "ACCEPT"));
    return command;
  }
}
