package io.coxswain.controller.statefulset;

import io.coxswain.api.apps.v1.ControllerRevision;
import io.coxswain.api.apps.v1.StatefulSet;
import io.coxswain.api.core.v1.PersistentVolumeClaim;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Volume;
import io.coxswain.api.core.v1.Volume.PersistentVolumeClaimVolumeSource;
import io.coxswain.api.core.v1.VolumeBuilder;
import io.coxswain.controller.history.Revisions;
import io.coxswain.controller.pod.Owners;
import io.coxswain.controller.pod.Pods;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** The identity of a StatefulSet's pods: names, labels, host names and claims by ordinal. */
final class StatefulPods {
  static final String POD_NAME = "statefulset.kubernetes.io/pod-name";
  static final String POD_INDEX = "apps.kubernetes.io/pod-index";

  private StatefulPods() {}

  static String name(StatefulSet set, int ordinal) {
    return set.name() + "-" + ordinal;
  }

  /** The ordinal of a pod's name; -1 where the name is not of this set's form. */
  static int ordinalOf(StatefulSet set, Pod pod) {
    var prefix = set.name() + "-";
    var rest = pod.name().startsWith(prefix) ? pod.name().substring(prefix.length()) : "";
    return rest.matches("[0-9]{1,9}") ? Integer.parseInt(rest) : -1;
  }

  static String revisionOf(Pod pod) {
    return pod.labels().getOrDefault(Revisions.HASH, "");
  }

  /** The pod of an ordinal as a revision asks for it. */
  static Pod create(StatefulSet set, int ordinal, ControllerRevision revision) {
    var name = name(set, ordinal);
    var pod = Pods.fromTemplate(Revisions.template(revision), set);
    var labels = new HashMap<>(pod.labels());
    labels.put(POD_NAME, name);
    labels.put(POD_INDEX, Integer.toString(ordinal));
    labels.put(Revisions.HASH, revision.name());
    var serviceName = set.spec().serviceName();
    return pod.withMetadata(pod.metadata().withName(name).withGenerateName(null).withLabels(labels))
        .withSpec(
            pod.spec()
                .withHostname(name)
                .withSubdomain(serviceName == null || serviceName.isEmpty() ? null : serviceName)
                .withVolumes(volumes(set, ordinal, pod.spec().volumes())));
  }

  private static List<Volume> volumes(StatefulSet set, int ordinal, List<Volume> ofTemplate) {
    var claims = set.spec().volumeClaimTemplates();
    var volumes = new ArrayList<Volume>();
    for (var claim : claims) {
      volumes.add(
          VolumeBuilder.builder()
              .name(claim.name())
              .persistentVolumeClaim(
                  new PersistentVolumeClaimVolumeSource(claimName(set, claim, ordinal), false))
              .build());
    }
    ofTemplate.stream()
        .filter(volume -> claims.stream().noneMatch(claim -> claim.name().equals(volume.name())))
        .forEach(volumes::add);
    return volumes;
  }

  static String claimName(StatefulSet set, PersistentVolumeClaim template, int ordinal) {
    return template.name() + "-" + set.name() + "-" + ordinal;
  }

  /** The claims of an ordinal; they outlive the pod, and the set unless its policy says Delete. */
  static List<PersistentVolumeClaim> claims(StatefulSet set, int ordinal) {
    var policy = set.spec().persistentVolumeClaimRetentionPolicy();
    var owned = policy != null && "Delete".equals(policy.whenDeleted());
    return set.spec().volumeClaimTemplates().stream()
        .map(
            template -> {
              var labels = new HashMap<>(template.labels());
              labels.putAll(set.spec().selector().matchLabels());
              return template.withMetadata(
                  template
                      .metadata()
                      .withName(claimName(set, template, ordinal))
                      .withNamespace(set.namespace())
                      .withLabels(labels)
                      .withOwnerReferences(
                          owned ? List.of(Owners.controllerReference(set)) : List.of()));
            })
        .toList();
  }
}
