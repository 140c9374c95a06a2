package io.coxswain.cluster;

import io.coxswain.cluster.pki.Pki;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Prepares a data directory: what the cluster is, the addresses it claims on this machine,
 * certificates and kubeconfigs. {@code cox up} does it before it starts anything, {@code cox run
 * init} does nothing else.
 */
final class Preparation {
  private final Machine machine;
  private final ClusterDirectory directory;
  private final CompletableFuture<Pki> pki;

  /** Begins to make keys at once: that takes longest, and may go on while others look around. */
  Preparation(Machine machine, ClusterDirectory directory) {
    this.machine = machine;
    this.directory = directory;
    this.pki = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("keys").start(this::openPki);
  }

  private void openPki() {
    try {
      pki.complete(Pki.open(directory.pki(), InstantSource.system(), new SecureRandom()));
    } catch (IOException | RuntimeException e) {
      pki.completeExceptionally(e);
    }
  }

  private Pki pki() throws IOException, InterruptedException {
    try {
      return pki.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    }
  }

  /** A cluster whose API server can be started, and the others after {@link #ensureClients}. */
  record Prepared(ClusterSpec spec, ClusterDirectory directory, Pki pki, List<String> components) {
    /** Makes sure of the credentials of everybody but the API server. */
    void ensureClients() throws IOException {
      Credentials.ensureForClients(pki, spec, directory);
    }
  }

  /** What the cluster is to be; a new one has its addresses only once it is {@link #complete}. */
  ClusterSpec resolve(UpOptions options) throws IOException {
    var recorded = directory.readSpec();
    return recorded.isPresent()
        ? SpecResolver.resume(recorded.get(), options)
        : SpecResolver.create(options, UUID.randomUUID(), AddressPlan.ofSlot(0));
  }

  /** Writes what the API server needs. Can be repeated: what is there already is kept. */
  Prepared complete(ClusterSpec resolved) throws IOException, InterruptedException {
    var spec = directory.readSpec().isPresent() ? resolved : withAddresses(resolved);
    var pki = pki();
    var components =
        new Components(spec, directory, pki).all().stream().map(Components.Launch::name).toList();
    spec = SpecResolver.withHealthPorts(spec, components, machine);
    Credentials.ensureForApiServer(pki, spec, directory, machine.addresses());
    directory.writeSpec(spec);
    return new Prepared(spec, directory, pki, components);
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
