package io.coxswain.proxy.userspace;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open listeners. Owned by the thread that calls {@link #apply}. */
public final class UserspaceForwarding implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UserspaceForwarding.class);

  private final InstantSource clock;
  private final Random random;
  private final Map<Listener, Forwarder> open = new HashMap<>();

  public UserspaceForwarding(InstantSource clock, Random random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * Opens, retargets and closes listeners until they are as wanted.
   *
   * @return whether all are open; a port somebody else holds is logged and tried again next time
   */
  public boolean apply(Map<Listener, Target> wanted) {
    open.entrySet()
        .removeIf(
            entry -> {
              var gone = !wanted.containsKey(entry.getKey());
              if (gone) {
                entry.getValue().close();
              }
              return gone;
            });
    var complete = true;
    for (var entry : wanted.entrySet()) {
      var forwarder = open.get(entry.getKey());
      if (forwarder != null) {
        forwarder.retarget(entry.getValue());
      } else {
        complete &= open(entry.getKey(), entry.getValue());
      }
    }
    return complete;
  }

  private boolean open(Listener listener, Target target) {
    var balancer = new Balancer(target, clock, random);
    try {
      open.put(
          listener,
          listener.protocol().equals("udp")
              ? UdpForwarder.open(listener, balancer)
              : TcpForwarder.open(listener, balancer));
      return true;
    } catch (IOException e) {
      LOG.warn("cannot listen on {} for {}: {}", listener, target.service(), e.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    open.values().forEach(Forwarder::close);
    open.clear();
  }
}
