package io.coxswain.cluster;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which slots of this machine belong to which data directory: one file per slot under {@code
 * /run/coxswain}. A network only shows once a kubelet has made it, so two clusters started at the
 * same time could not see each other otherwise. A claim ends when its data directory no longer has
 * a cluster, or with a reboot.
 */
final class SlotClaims {
  private final Path directory;

  SlotClaims(Path directory) {
    this.directory = directory;
  }

  static SlotClaims ofMachine() {
    var run = Path.of("/run");
    var base = Files.isWritable(run) ? run : Path.of(System.getProperty("java.io.tmpdir"));
    return new SlotClaims(base.resolve("coxswain"));
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
      Files.writeString(directory.resolve(plan.bridge()), cluster.root().toString());
      recording.record(plan);
    }
  }

  private boolean isClaimed(int slot) throws IOException {
    var claim = directory.resolve(AddressPlan.ofSlot(slot).bridge());
    return Files.exists(claim)
        && Files.exists(Path.of(Files.readString(claim).strip(), "cluster.json"));
  }
}
