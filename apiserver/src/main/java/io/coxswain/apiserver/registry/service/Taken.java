package io.coxswain.apiserver.registry.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What one request has claimed so far. For one thread. */
final class Taken {
  final String owner;
  final Instant now;
  final boolean dryRun;
  private final List<String> heldAddresses;
  private final List<String> heldPorts;
  private final List<String> addresses = new ArrayList<>(2);
  private final List<String> ports = new ArrayList<>(2);

  Taken(String owner, @Nullable ObjectNode old, Instant now, boolean dryRun) {
    this.owner = owner;
    this.now = now;
    this.dryRun = dryRun;
    heldAddresses = old == null ? List.of() : ServiceReservations.addresses(old);
    heldPorts = old == null ? List.of() : ServiceReservations.ports(old);
  }

  /** Whether the service has an address already, from before or through this request. */
  boolean hasAddress(String address) {
    return heldAddresses.contains(address) || addresses.contains(address);
  }

  boolean hasPort(String port) {
    return heldPorts.contains(port) || ports.contains(port);
  }

  void tookAddress(String address) {
    addresses.add(address);
  }

  void tookPort(String port) {
    ports.add(port);
  }

  void giveBack(Claims addressClaims, Claims portClaims) {
    if (!dryRun) {
      addresses.forEach(address -> addressClaims.release(address, owner));
      ports.forEach(port -> portClaims.release(port, owner));
    }
  }
}
