package io.coxswain.kubelet.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PodAddressesTest {
  @Test
  void podsGetOneAddressOfEachFamilyInTurn() {
    var addresses = new PodAddresses(List.of(Cidr.parse("10.1.2.0/29"), Cidr.parse("fd00:1::/64")));
    assertThat(addresses.allocate("a")).contains(List.of("10.1.2.2", "fd00:1::2"));
    assertThat(addresses.allocate("a")).contains(List.of("10.1.2.2", "fd00:1::2"));
    addresses.release("a");
    assertThat(addresses.allocate("b")).contains(List.of("10.1.2.3", "fd00:1::3"));
    addresses.reserve("c", List.of("10.1.2.4", "fd00:1:0:0:0:0:0:4"));
    assertThat(addresses.allocate("d")).contains(List.of("10.1.2.5", "fd00:1::5"));
    assertThat(addresses.allocate("e")).isPresent();
    assertThat(addresses.allocate("f")).isPresent();
    assertThat(addresses.allocate("g")).as("10.1.2.2 to .6 are taken").isEmpty();
  }
}
