package io.coxswain.proxy.userspace;

import io.coxswain.proxy.route.Backend;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Chooses backends at random, or a client's last one while its affinity lasts. Safe for many
 * threads.
 */
final class Balancer {
  private record Seat(Backend backend, Instant used) {}

  private final InstantSource clock;
  private final Random random;
  private final Map<InetAddress, Seat> seats = new HashMap<>();
  private Target target;

  Balancer(Target target, InstantSource clock, Random random) {
    this.target = target;
    this.clock = clock;
    this.random = random;
  }

  synchronized void retarget(Target next) {
    target = next;
    seats.values().removeIf(seat -> !next.backends().contains(seat.backend()));
  }

  /** Every backend in the order in which to try it for this client. */
  synchronized List<Backend> order(InetAddress client) {
    var order = new ArrayList<>(target.backends());
    Collections.shuffle(order, random);
    var lasts = Duration.ofSeconds(target.affinitySeconds());
    if (lasts.isPositive()) {
      var now = clock.instant();
      seats.values().removeIf(seat -> seat.used().plus(lasts).isBefore(now));
      var seat = seats.get(client);
      if (seat != null) {
        order.remove(seat.backend());
        order.addFirst(seat.backend());
      }
    }
    return order;
  }

  /** Remembers who served a client. */
  synchronized void served(InetAddress client, Backend backend) {
    if (target.affinitySeconds() > 0) {
      seats.put(client, new Seat(backend, clock.instant()));
    }
  }

  synchronized boolean contains(Backend backend) {
    return target.backends().contains(backend);
  }
}
