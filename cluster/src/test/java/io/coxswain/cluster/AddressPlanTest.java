package io.coxswain.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressPlanTest {
  @Test
  void slotsDoNotOverlap() {
    var plans = IntStream.range(0, AddressPlan.SLOTS).mapToObj(AddressPlan::ofSlot).toList();
    for (var one : plans) {
      for (var other : plans) {
        if (one != other) {
          assertThat(AddressPlan.overlap(one.podNetwork(), other.podNetwork())).isFalse();
          assertThat(AddressPlan.overlap(one.podNetworkV6(), other.podNetworkV6())).isFalse();
          assertThat(AddressPlan.overlap(one.serviceCidr(), other.serviceCidr())).isFalse();
          assertThat(AddressPlan.overlap(one.podNetwork(), other.serviceCidr())).isFalse();
          assertThat(
                  one.nodePortFirst() > other.nodePortLast()
                      || other.nodePortFirst() > one.nodePortLast())
              .isTrue();
        }
      }
    }
  }

  @Test
  void aTakenSlotIsPassedOver() {
    assertThat(AddressPlan.firstFree(List.of("172.17.0.0/16"), List.of("docker0")))
        .isEqualTo(AddressPlan.ofSlot(0));
    assertThat(AddressPlan.firstFree(List.of("10.244.3.0/24"), List.of()))
        .isEqualTo(AddressPlan.ofSlot(1));
    assertThat(AddressPlan.firstFree(List.of("10.244.0.0/16", "10.97.0.0/16"), List.of()))
        .isEqualTo(AddressPlan.ofSlot(2));
    assertThat(AddressPlan.firstFree(List.of("fd00:10:244::/64"), List.of("cox1")))
        .isEqualTo(AddressPlan.ofSlot(2));
  }

  @Test
  void aFullMachineIsAnErrorThatSaysSo() {
    assertThatThrownBy(() -> AddressPlan.firstFree(List.of("10.0.0.0/8"), List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no free address range");
  }

  @Test
  void nodesHaveAddressesOutsideThePodRange() {
    var plan = AddressPlan.ofSlot(0);
    var addresses = new HashSet<String>();
    for (var i = 0; i < 50; i++) {
      var address = plan.nodeAddress(i);
      assertThat(addresses.add(address)).isTrue();
      assertThat(AddressPlan.overlap(address + "/32", plan.clusterCidr())).isFalse();
      assertThat(AddressPlan.overlap(address + "/32", plan.podNetwork())).isTrue();
      assertThat(address).isNotEqualTo(plan.gateway());
    }
  }
}
