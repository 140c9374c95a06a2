package io.coxswain.controller.garbage;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.meta.v1.ObjectMeta.OwnerReference;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.controller.garbage.GarbageDecision.Dependents;
import io.coxswain.controller.garbage.GarbageDecision.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GarbageDecisionTest {
  private static final OwnerReference ONE =
      new OwnerReference("apps/v1", "ReplicaSet", "one", "1", true, true);
  private static final OwnerReference TWO =
      new OwnerReference("v1", "ConfigMap", "two", "2", null, null);
  private static final ObjectMeta DEPENDENT =
      ObjectMetaBuilder.builder().name("pod").ownerReferences(List.of(ONE, TWO)).build();

  @Test
  void staysWhileAllOwnersAreThere() {
    assertThat(decide(DEPENDENT, Owner.PRESENT, Owner.PRESENT, Dependents.NONE))
        .isEqualTo(new GarbageDecision.Keep());
  }

  @Test
  void losesOnlyTheReferenceToAnAbsentOwnerWhileAnotherStays() {
    assertThat(decide(DEPENDENT, Owner.ABSENT, Owner.PRESENT, Dependents.NONE))
        .isEqualTo(new GarbageDecision.DropReferences(List.of(TWO)));
  }

  @Test
  void goesInTheBackgroundWhenNoOwnerIsLeft() {
    assertThat(decide(DEPENDENT, Owner.ABSENT, Owner.ABSENT, Dependents.SOME))
        .isEqualTo(new GarbageDecision.Delete("Background"));
  }

  @Test
  void goesInTheForegroundWithItsOwnDependentsWhenItsOwnerWaits() {
    assertThat(decide(DEPENDENT, Owner.WAITING, Owner.ABSENT, Dependents.SOME))
        .isEqualTo(new GarbageDecision.Delete("Foreground"));
    assertThat(decide(DEPENDENT, Owner.WAITING, Owner.ABSENT, Dependents.NONE))
        .isEqualTo(new GarbageDecision.Delete("Background"));
  }

  @Test
  void stopsBlockingItsOwnersWhenADependentWaitsToo() {
    assertThat(decide(DEPENDENT, Owner.WAITING, Owner.ABSENT, Dependents.WAITING))
        .isEqualTo(
            new GarbageDecision.UnblockAndDelete(List.of(ONE.withBlockOwnerDeletion(false), TWO)));
  }

  @Test
  void staysWhenANamespacedOwnerIsNamedFromClusterScope() {
    assertThat(decide(DEPENDENT, Owner.IMPOSSIBLE, Owner.ABSENT, Dependents.NONE))
        .isEqualTo(new GarbageDecision.Keep());
  }

  @Test
  void ownersThatNeedNotWaitAnyMoreAreNamed() {
    var before = DEPENDENT;
    assertThat(GarbageDecision.unblockedOwners(before, before)).isEmpty();
    assertThat(
            GarbageDecision.unblockedOwners(
                before,
                before.withOwnerReferences(List.of(ONE.withBlockOwnerDeletion(false), TWO))))
        .containsExactly("1");
    assertThat(GarbageDecision.unblockedOwners(before, before.withOwnerReferences(List.of(TWO))))
        .containsExactly("1");
    assertThat(GarbageDecision.unblockedOwners(before, before.withOwnerReferences(List.of(ONE))))
        .isEmpty();
  }

  @Test
  void keepsTheWayOfDeletionItsFinalizerAsksFor() {
    var orphaning = DEPENDENT.withFinalizers(List.of("orphan"));
    assertThat(decide(orphaning, Owner.ABSENT, Owner.ABSENT, Dependents.NONE))
        .isEqualTo(new GarbageDecision.Delete("Orphan"));
  }

  @Test
  void isLeftAloneWhenItGoesAlreadyOrHasNoOwners() {
    var deleting = DEPENDENT.withDeletionTimestamp(Instant.EPOCH);
    assertThat(decide(deleting, Owner.ABSENT, Owner.ABSENT, Dependents.NONE))
        .isEqualTo(new GarbageDecision.Keep());
    assertThat(
            decide(
                DEPENDENT.withOwnerReferences(List.of()),
                Owner.ABSENT,
                Owner.ABSENT,
                Dependents.NONE))
        .isEqualTo(new GarbageDecision.Keep());
  }

  private static GarbageDecision decide(
      ObjectMeta object, Owner one, Owner two, Dependents dependents) {
    return GarbageDecision.of(object, Map.of(ONE, one, TWO, two)::get, dependents);
  }
}
