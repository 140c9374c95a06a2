package io.coxswain.cluster;

import io.coxswain.cluster.pki.Pki;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * Prepares a data directory: what the cluster is, the addresses it claims on this machine,
 * certificates and kubeconfigs. {@code cox up} does it before it starts anything, {@code cox run
 * init} does nothing else.
 */
final class Preparation {
  private final Machine machine;
  private final ClusterDirectory directory;

  Preparation(Machine machine, ClusterDirectory directory) {
    this.machine = machine;
    this.directory = directory;
  }

  /** A cluster whose components can be started. */
  record Prepared(ClusterSpec spec, Pki pki, List<String> components) {}

  /** What the cluster is to be; a new one has its addresses only once it is {@link #complete}. */
  ClusterSpec resolve(UpOptions options) throws IOException {
    var recorded = directory.readSpec();
    return recorded.isPresent()
        ? SpecResolver.resume(recorded.get(), options)
        : SpecResolver.create(options, UUID.randomUUID(), AddressPlan.ofSlot(0));
  }

  /** Writes everything the components need. Can be repeated: what is there already is kept. */
  Prepared complete(ClusterSpec resolved) throws IOException, InterruptedException {
    var spec = directory.readSpec().isPresent() ? resolved : withAddresses(resolved);
    var pki = Pki.open(directory.pki(), InstantSource.system(), new SecureRandom());
    var components =
        new Components(spec, directory, pki).all().stream().map(Components.Launch::name).toList();
    spec = SpecResolver.withHealthPorts(spec, components, machine);
    Credentials.ensure(pki, spec, directory, machine.addresses());
    directory.writeSpec(spec);
    return new Prepared(spec, pki, components);
  }

  private ClusterSpec withAddresses(ClusterSpec spec) throws IOException, InterruptedException {
    SlotClaims.ofMachine()
        .claim(
            directory,
            machine.takenSubnets(),
            machine.interfaces(),
            plan -> directory.writeSpec(spec.withAddresses(plan)));
    return directory.readSpec().orElseThrow();
  }
}
