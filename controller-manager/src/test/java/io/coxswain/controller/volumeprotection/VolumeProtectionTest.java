package io.coxswain.controller.volumeprotection;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.PersistentVolume;
import io.coxswain.api.core.v1.PersistentVolumeClaim;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.storage.v1.VolumeAttributesClass;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.controller.Yaml;
import io.coxswain.testkit.FakeApi;
import io.coxswain.testkit.FakeClock;
import io.coxswain.testkit.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VolumeProtectionTest {
  private static final String DELETED = "deletionTimestamp: \"2026-01-01T00:00:00Z\"";

  private static PersistentVolumeClaim claim(String metadata) {
    return Yaml.read(
        PersistentVolumeClaim.class,
        """
        metadata: {name: data, namespace: default, finalizers: [kubernetes.io/pvc-protection], %s}
        spec: {volumeAttributesClassName: gold}
        """
            .formatted(metadata));
  }

  private static Pod pod(String node, String metadata, String volume) {
    return Yaml.read(
        Pod.class,
        """
        metadata: {name: web, namespace: default, uid: u1%s}
        spec: {nodeName: "%s", containers: [], volumes: [%s]}
        """
            .formatted(metadata, node, volume));
  }

  private static Pod user(String node) {
    return pod(node, "", "{name: v, persistentVolumeClaim: {claimName: data}}");
  }

  private static void expectKept(PersistentVolumeClaim claim, Pod pod) {
    try (var scenario = Scenario.of(ClaimProtectionWiring.controller())) {
      scenario.given(claim, pod).whenReconciled(claim).thenChangesNothing();
    }
  }

  private static void expectReleased(PersistentVolumeClaim claim, Pod pod) {
    try (var scenario = Scenario.of(ClaimProtectionWiring.controller())) {
      scenario.given(claim, pod).whenReconciled(claim).thenThereAre(PersistentVolumeClaim.class, 0);
    }
  }

  @Test
  void aDeletedClaimStaysWhileAPodOnANodeUsesIt() {
    expectKept(claim(DELETED), user("n1"));
    expectReleased(claim(DELETED), user(""));
    expectReleased(claim(DELETED), pod("n1", "", "{name: v, emptyDir: {}}"));
  }

  @Test
  void aClaimOfItsOwnDoesNotKeepAPodThatIsOver() {
    var owned =
        Yaml.read(
            PersistentVolumeClaim.class,
            """
            metadata:
              name: web-v
              namespace: default
              finalizers: [kubernetes.io/pvc-protection]
              deletionTimestamp: "2026-01-01T00:00:00Z"
              ownerReferences: [{apiVersion: v1, kind: Pod, name: web, uid: u1, controller: true}]
            """);
    var volume = "{name: v, ephemeral: {volumeClaimTemplate: {spec: {}}}}";
    expectKept(owned, pod("n1", "", volume));
    expectReleased(
        owned, pod("n1", ", deletionGracePeriodSeconds: 0, finalizers: [x/y], " + DELETED, volume));
    var foreign = owned.withMetadata(owned.metadata().withOwnerReferences(List.of()));
    expectReleased(foreign, pod("n1", "", volume));
  }

  @Test
  void whatTheCacheDoesNotShowYetCounts() {
    var clock = FakeClock.at("2026-01-01T00:00:00Z");
    try (var api = new FakeApi(clock);
        var caches = new Caches(api.client(), clock)) {
      var claim = api.put(claim(DELETED));
      caches.of(PersistentVolumeClaim.class);
      caches.of(Pod.class);
      caches.listOnce();
      api.put(user("n1"));
      var views = ClaimProtectionWiring.controller().viewSource();
      assertThat(views.observe(ObjectKey.of(claim), caches, List.of()))
          .hasValueSatisfying(view -> assertThat(((ProtectionView) view).used()).isTrue());
    }
  }

  @Test
  void claimsOfBeforeGetTheFinalizer() {
    try (var scenario = Scenario.of(ClaimProtectionWiring.controller())) {
      var claim = claim("labels: {a: b}");
      var old = claim.withMetadata(claim.metadata().withFinalizers(List.of("x/y")));
      scenario
          .given(old)
          .whenReconciled(old)
          .then(
              PersistentVolumeClaim.class,
              "data",
              found ->
                  assertThat(found.metadata().finalizers())
                      .containsExactly("x/y", "kubernetes.io/pvc-protection"))
          .thenReconcilingAgainDoesNothing();
    }
  }

  private static PersistentVolume volume(String phase) {
    return Yaml.read(
        PersistentVolume.class,
        """
        metadata: {name: disk, finalizers: [kubernetes.io/pv-protection], %s}
        spec: {volumeAttributesClassName: silver}
        status: {phase: %s}
        """
            .formatted(DELETED, phase));
  }

  @Test
  void aDeletedVolumeStaysWhileItIsBound() {
    try (var scenario = Scenario.of(VolumeProtectionWiring.controller())) {
      var bound = volume("Bound");
      scenario.given(bound).whenReconciled(bound).thenChangesNothing();
    }
    try (var scenario = Scenario.of(VolumeProtectionWiring.controller())) {
      var released = volume("Released");
      scenario.given(released).whenReconciled(released).thenThereAre(PersistentVolume.class, 0);
    }
  }

  @Test
  void aDeletedAttributesClassStaysWhileItIsNamed() {
    for (var name : new String[] {"gold", "silver", "other"}) {
      var found =
          Yaml.read(
              VolumeAttributesClass.class,
              """
              metadata: {name: %s, finalizers: [kubernetes.io/vac-protection], %s}
              driverName: d
              """
                  .formatted(name, DELETED));
      try (var scenario = Scenario.of(AttributesClassProtectionWiring.controller())) {
        scenario
            .given(found, claim("labels: {a: b}"), volume("Bound"))
            .whenReconciled(found)
            .thenThereAre(VolumeAttributesClass.class, name.equals("other") ? 0 : 1);
      }
    }
  }
}
