package io.coxswain.kubelet.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostMountsTest {
  private static final List<String> UMOUNT = List.of("umount", "/var/lib/kubelet/v");

  @Test
  void aKubeletOnTheHostUsesItsOwnMounts() {
    var host = new HostMounts(null);
    assertThat(host.seen(Path.of("/data/a"))).isEqualTo(Path.of("/data/a"));
    assertThat(host.table()).isEqualTo(Path.of("/proc/self/mounts"));
    assertThat(host.command(UMOUNT)).isEqualTo(UMOUNT);
  }

  @Test
  void aKubeletInAContainerReachesTheEnginesThroughTheEnginesProcess() {
    var host = new HostMounts(Path.of("/proc/812"));
    assertThat(host.seen(Path.of("/data/a"))).isEqualTo(Path.of("/proc/812/root/data/a"));
    assertThat(host.seen(Path.of("/"))).isEqualTo(Path.of("/proc/812/root"));
    assertThat(host.table()).isEqualTo(Path.of("/proc/812/mounts"));
    assertThat(host.command(UMOUNT))
        .containsExactly("nsenter", "--mount=/proc/812/ns/mnt", "--", "umount", UMOUNT.getLast());
  }
}
