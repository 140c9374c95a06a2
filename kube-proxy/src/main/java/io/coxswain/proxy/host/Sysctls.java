package io.coxswain.proxy.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kernel settings without which translated packets are lost. */
public final class Sysctls {
  private static final Logger LOG = LoggerFactory.getLogger(Sysctls.class);

  private static final List<String> NEEDED =
      List.of(
          "net/ipv4/ip_forward",
          "net/ipv4/conf/all/route_localnet", // node ports on 127.0.0.1
          "net/bridge/bridge-nf-call-iptables", // replies between two pods of one bridge
          "net/bridge/bridge-nf-call-ip6tables");

  private final Path root;

  /** {@code root} is {@code /proc/sys} but in tests. */
  public Sysctls(Path root) {
    this.root = root;
  }

  /**
   * Sets what is not set. A setting that doesn't exist or can't be changed is logged, not fatal.
   */
  public void ensure() {
    for (var name : NEEDED) {
      var file = root.resolve(name);
      try {
        if (!Files.exists(file)) {
          LOG.debug("no {} on this kernel", name);
        } else if (!Files.readString(file).strip().equals("1")) {
          Files.writeString(file, "1");
          LOG.info("set {} to 1", name.replace('/', '.'));
        }
      } catch (IOException e) {
        LOG.warn("cannot set {} to 1, some Services may not be reachable: {}", name, e.toString());
      }
    }
  }
}
