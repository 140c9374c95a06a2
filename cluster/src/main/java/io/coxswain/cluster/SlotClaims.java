package io.coxswain.cluster;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Which slots of this machine belong to which data directory: one file per slot under {@code
 * /run/coxswain}, with the data directory and the mount namespace it was written in. A network only
 * shows once a kubelet has made it, so two clusters started at the same time could not see each
 * other otherwise. A claim ends when its data directory no longer has a cluster, or with a reboot.
 * One from another mount namespace, as between the host and Compose's containers, may name a
 * directory that is not to be seen from here: it is believed for as long as a start may take, and
 * the network shows from then on.
 */
final class SlotClaims {
  /** From the choice of a slot to the network of the first kubelet, images not yet pulled. */
  static final Duration LONGEST_START = Duration.ofMinutes(5);

  private final Path directory;
  private final String mountNamespace;
  private final InstantSource clock;

  SlotClaims(Path directory, String mountNamespace, InstantSource clock) {
    this.directory = directory;
    this.mountNamespace = mountNamespace;
    this.clock = clock;
  }

  static SlotClaims ofMachine() throws IOException {
    var run = Path.of("/run");
    var base = Files.isWritable(run) ? run : Path.of(System.getProperty("java.io.tmpdir"));
    var namespace = Path.of("/proc/self/ns/mnt");
    var name = Files.exists(namespace) ? Files.readSymbolicLink(namespace).toString() : "";
    return new SlotClaims(base.resolve("coxswain"), name, InstantSource.system());
  }

  /**
   * What happens while no other launcher chooses: it must write the directory's {@code
   * cluster.json}.
   */
  interface Recording {
    void record(AddressPlan plan) throws IOException;
  }

  /** Chooses a free slot for a data directory and has it recorded. */
  void claim(
      ClusterDirectory cluster,
      List<String> takenSubnets,
      List<String> takenBridges,
      Recording recording)
      throws IOException {
    Files.createDirectories(directory);
    try (var file = new RandomAccessFile(directory.resolve("lock").toFile(), "rw");
        var lock = file.getChannel().lock()) {
      var bridges = new ArrayList<>(takenBridges);
      for (var slot = 0; slot < AddressPlan.SLOTS; slot++) {
        if (lock.isValid() && isClaimed(slot)) {
          bridges.add(AddressPlan.ofSlot(slot).bridge());
        }
      }
      var plan = AddressPlan.firstFree(takenSubnets, bridges);
      var claim = List.of(cluster.root().toString(), mountNamespace);
      Files.write(directory.resolve(plan.bridge()), claim);
      recording.record(plan);
    }
  }

  private boolean isClaimed(int slot) throws IOException {
    var file = directory.resolve(AddressPlan.ofSlot(slot).bridge());
    var claim = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
    if (claim.isEmpty()) {
      return false;
    }
    if (Files.exists(Path.of(claim.getFirst(), "cluster.json"))) {
      return true;
    }
    var written = Files.getLastModifiedTime(file).toInstant();
    return !claim.getLast().equals(mountNamespace)
        && clock.instant().isBefore(written.plus(LONGEST_START));
  }
}
