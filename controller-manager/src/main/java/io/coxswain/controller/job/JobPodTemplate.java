package io.coxswain.controller.job;

import io.coxswain.api.batch.v1.Job;
import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.EnvVar;
import io.coxswain.api.core.v1.EnvVarBuilder;
import io.coxswain.api.core.v1.EnvVarSourceBuilder;
import io.coxswain.api.core.v1.ObjectFieldSelector;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.controller.pod.Pods;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** The pods of a Job, as its template and its completion mode ask for them. */
final class JobPodTemplate {
  static final String INDEX = "batch.kubernetes.io/job-completion-index";
  private static final String JOB_NAME = "batch.kubernetes.io/job-name";
  private static final String CONTROLLER_UID = "batch.kubernetes.io/controller-uid";
  private static final String INDEX_VARIABLE = "JOB_COMPLETION_INDEX";
  private static final int LONGEST_NAME = 63;
  private static final int RANDOM_SUFFIX = 5;

  private JobPodTemplate() {}

  /** A pod of a NonIndexed Job. */
  static Pod pod(Job job) {
    var pod = Pods.fromTemplate(job.spec().template(), job);
    var metadata = pod.metadata();
    var labels = new HashMap<>(metadata.labels());
    labels.put(JOB_NAME, job.name());
    labels.put(CONTROLLER_UID, job.uid());
    var finalizers = new ArrayList<>(metadata.finalizers());
    finalizers.add(Tracking.FINALIZER);
    return pod.withMetadata(metadata.withLabels(labels).withFinalizers(finalizers));
  }

  /** The pod of one index: it knows its index by label, annotation, variable and host name. */
  static Pod pod(Job job, int index) {
    var pod = pod(job);
    var text = Integer.toString(index);
    var labels = new HashMap<>(pod.labels());
    labels.put(INDEX, text);
    var annotations = new HashMap<>(pod.metadata().annotations());
    annotations.put(INDEX, text);
    var spec = pod.spec();
    return pod.withMetadata(
            pod.metadata()
                .withLabels(labels)
                .withAnnotations(annotations)
                .withGenerateName(generateName(job.name(), "-" + index + "-")))
        .withSpec(
            spec.withHostname(job.name() + "-" + index)
                .withInitContainers(
                    spec.initContainers().stream().map(JobPodTemplate::told).toList())
                .withContainers(spec.containers().stream().map(JobPodTemplate::told).toList()));
  }

  /** The index of a pod; -1 where it has none. */
  static int indexOf(Pod pod) {
    var text = pod.metadata().annotations().getOrDefault(INDEX, "");
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
  }

  private static String generateName(String job, String suffix) {
    var room = LONGEST_NAME - RANDOM_SUFFIX - suffix.length();
    return job.substring(0, Math.min(job.length(), room)) + suffix;
  }

  private static Container told(Container container) {
    if (container.env().stream().map(EnvVar::name).anyMatch(INDEX_VARIABLE::equals)) {
      return container;
    }
    var variable =
        EnvVarBuilder.builder()
            .name(INDEX_VARIABLE)
            .valueFrom(
                EnvVarSourceBuilder.builder()
                    .fieldRef(new ObjectFieldSelector("v1", "metadata.labels['" + INDEX + "']"))
                    .build())
            .build();
    var env = new ArrayList<>(container.env());
    env.add(variable);
    return container.withEnv(List.copyOf(env));
  }
}
