package io.coxswain.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotClaimsTest {
  @TempDir Path directory;
  private String namespace = "host";
  private Instant now = Instant.now().plusSeconds(1); // files get the machine's time

  @Test
  void clustersThatHaveNoNetworkYetDoNotShareASlot() throws IOException {
    assertThat(claim("first")).isEqualTo(AddressPlan.ofSlot(0));
    assertThat(claim("second")).isEqualTo(AddressPlan.ofSlot(1));
  }

  @Test
  void theSlotOfADeletedClusterIsFreeAgain() throws IOException {
    claim("first");
    Files.delete(directory.resolve("first/cluster.json"));
    assertThat(claim("second")).isEqualTo(AddressPlan.ofSlot(0));
  }

  @Test
  void takenNetworksAreStillPassedOver() throws IOException {
    claim("first");
    assertThat(claim("second", "10.243.0.0/16")).isEqualTo(AddressPlan.ofSlot(2));
  }

  /** A container's data directory is not to be seen from here, and the other way round. */
  @Test
  void aClaimFromElsewhereIsBelievedForAsLongAsAStartMayTake() throws IOException {
    namespace = "container";
    claim("first");
    Files.delete(directory.resolve("first/cluster.json"));
    namespace = "host";
    assertThat(claim("second")).isEqualTo(AddressPlan.ofSlot(1));
    now = now.plus(SlotClaims.LONGEST_START);
    assertThat(claim("third")).isEqualTo(AddressPlan.ofSlot(0));
  }

  private AddressPlan claim(String name, String... taken) throws IOException {
    var cluster = ClusterDirectory.of(Files.createDirectories(directory.resolve(name)));
    var chosen = new AddressPlan[1];
    new SlotClaims(directory.resolve("claims"), namespace, () -> now)
        .claim(
            cluster,
            List.of(taken),
            List.of(),
            plan -> {
              chosen[0] = plan;
              Files.writeString(cluster.specFile(), "{}");
            });
    return chosen[0];
  }
}
