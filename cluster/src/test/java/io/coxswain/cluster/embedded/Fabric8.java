package io.coxswain.cluster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** What tests with fabric8's client have in common. */
final class Fabric8 {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String BOATS =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: boats.example.com}
      spec:
        group: example.com
        scope: Namespaced
        names: {plural: boats, singular: boat, kind: Boat}
        versions:
        - name: v1
          served: true
          storage: true
          subresources: {status: {}}
          schema:
            openAPIV3Schema:
              type: object
              properties:
                spec: {type: object, properties: {oars: {type: integer}}}
                status:
                  type: object
                  properties:
                    afloat: {type: boolean}
                    rowers: {type: integer}
                    observedGeneration: {type: integer}
      """;

  private Fabric8() {}

  /** A client of the cluster's administrator. */
  static KubernetesClient client(CoxswainExtension cluster) {
    var config = Config.fromKubeconfig(cluster.cluster().kubeconfig());
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** Defines {@code Boat} of example.com/v1, and waits until it is served. */
  static void defineBoats(KubernetesClient client) {
    client.load(new ByteArrayInputStream(BOATS.getBytes(StandardCharsets.UTF_8))).create();
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("boats.example.com")
        .waitUntilCondition(
            definition ->
                definition.getStatus() != null
                    && definition.getStatus().getConditions().stream()
                        .anyMatch(
                            condition ->
                                condition.getType().equals("Established")
                                    && condition.getStatus().equals("True")),
            20,
            TimeUnit.SECONDS);
  }

  /** Looks again until it is so, for a minute. */
  static void await(Callable<Boolean> reached) throws Exception {
    var deadline = System.nanoTime() + SOON.toNanos();
    while (!reached.call()) {
      assertThat(System.nanoTime()).as("waited %s", SOON).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** As above, until something is what it should be. */
  static <T> void await(T wanted, Callable<T> found) throws Exception {
    await(() -> wanted.equals(found.call()));
  }
}
