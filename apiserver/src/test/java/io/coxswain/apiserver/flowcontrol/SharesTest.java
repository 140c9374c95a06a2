package io.coxswain.apiserver.flowcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.apiserver.flowcontrol.Shares.Bounds;
import io.coxswain.apiserver.flowcontrol.Shares.Portion;
import io.coxswain.apiserver.flowcontrol.Shares.Wanted;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharesTest {
  private static Wanted wants(int seats) {
    return new Wanted(seats, seats);
  }

  /** What the levels of a new cluster have of 600 seats, next to upstream's documentation. */
  @Test
  void seatsFollowShares() {
    var portions =
        List.of(
            new Portion(true, 0, 0, -1),
            new Portion(false, 5, 0, -1),
            new Portion(false, 30, 33, -1),
            new Portion(false, 40, 25, -1),
            new Portion(false, 10, 0, -1),
            new Portion(false, 40, 50, -1),
            new Portion(false, 100, 90, -1),
            new Portion(false, 20, 50, -1));
    var bounds = Shares.bounds(600, portions);
    assertThat(bounds.stream().map(Bounds::nominal))
        .containsExactly(0, 13, 74, 98, 25, 98, 245, 49);
    assertThat(bounds.stream().map(Bounds::least)).containsExactly(0, 13, 50, 73, 25, 49, 24, 24);
    assertThat(bounds.get(1).most()).isEqualTo(613);
  }

  @Test
  void borrowingMayBeLimited() {
    var bounds = Shares.bounds(100, List.of(new Portion(false, 1, 50, 40)));
    assertThat(bounds.getFirst()).isEqualTo(new Bounds(false, 100, 50, 140));
  }

  @Test
  void aBusyLevelBorrowsWhatIdleOnesLend() {
    var bounds = List.of(new Bounds(false, 50, 10, 150), new Bounds(false, 50, 10, 150));
    var divided = Shares.divide(bounds, List.of(wants(200), wants(0)));
    assertThat(divided[0]).isEqualTo(90);
    assertThat(divided[1]).isEqualTo(10);
  }

  @Test
  void nobodyBorrowsMoreThanItsLimit() {
    var bounds = List.of(new Bounds(false, 50, 10, 60), new Bounds(false, 50, 10, 150));
    var divided = Shares.divide(bounds, List.of(wants(200), wants(0)));
    assertThat(divided).containsExactly(60, 40);
  }

  @Test
  void whatALevelUsesOfItsOwnIsNotLent() {
    var bounds = List.of(new Bounds(false, 50, 10, 150), new Bounds(false, 50, 10, 150));
    assertThat(Shares.divide(bounds, List.of(wants(200), wants(50)))).containsExactly(50, 50);
    assertThat(Shares.divide(bounds, List.of(wants(200), wants(30)))).containsExactly(70, 30);
  }

  @Test
  void whatIsExemptIsTakenFromTheOthersButNeverTheirLast() {
    var bounds =
        List.of(
            new Bounds(true, 0, 0, 100),
            new Bounds(false, 50, 10, 150),
            new Bounds(false, 50, 20, 150));
    assertThat(Shares.divide(bounds, List.of(wants(40), wants(100), wants(100))))
        .containsExactly(40, 27, 33);
    assertThat(Shares.divide(bounds, List.of(wants(1000), wants(100), wants(100))))
        .containsExactly(1000, 10, 20);
  }

  @Test
  void idleLevelsShareAll() {
    var bounds = List.of(new Bounds(false, 50, 10, 150), new Bounds(false, 30, 30, 150));
    var divided = Shares.divide(bounds, List.of(wants(0), wants(0)));
    assertThat(Arrays.stream(divided).sum()).isEqualTo(80);
  }

  @Test
  void demandIsForgottenSlowlyAndNoticedAtOnce() {
    var demand = new Demand(0);
    demand.change(0, 10);
    demand.change(5_000_000_000L, 0);
    var seen = demand.observe(10_000_000_000L);
    assertThat(seen.most()).isEqualTo(10);
    assertThat(seen.average()).isEqualTo(5.0);
    assertThat(seen.deviation()).isEqualTo(5.0);
    var wanted = Wanted.NOTHING.after(seen);
    assertThat(wanted.smoothed()).isEqualTo(10.0);
    var later = wanted.after(demand.observe(20_000_000_000L));
    assertThat(later.highest()).isZero();
    assertThat(later.smoothed()).isBetween(9.7, 9.8);
  }
}
