package io.coxswain.cluster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Real Helm, and client-go in it: releases come, change, fail and go on a cluster of ours. */
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
class HelmTest {
  private static final int SECONDS = 120;

  @RegisterExtension
  static final CoxswainExtension cluster =
      new CoxswainExtension(EmbeddedOptions.defaults().withNodes(1));

  @TempDir static Path directory;
  private static String kubeconfig;
  private static KubernetesClient client;

  @BeforeAll
  static void connect() {
    kubeconfig = cluster.cluster().kubeconfig();
    client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig)).build();
  }

  @AfterAll
  static void close() {
    client.close();
  }

  @Test
  void theChartThatHelmMakesIsInstalledChangedAndTakenAway() {
    Helm.create().withName("web").withDir(directory).call();
    var chart = new Helm(directory.resolve("web"));
    var installed =
        chart
            .install()
            .withKubeConfigContents(kubeconfig)
            .withName("front")
            .withNamespace("shop")
            .createNamespace()
            .set("ingress.enabled", "true")
            .waitReady()
            .withTimeout(SECONDS)
            .call();
    assertThat(installed.getStatus()).isEqualTo("deployed");
    assertThat(ready()).isEqualTo(1);
    assertThat(client.network().v1().ingresses().inNamespace("shop").list().getItems()).hasSize(1);

    var upgraded =
        chart
            .upgrade()
            .withKubeConfigContents(kubeconfig)
            .withName("front")
            .withNamespace("shop")
            .set("replicaCount", "3")
            .set("autoscaling.enabled", "false")
            .waitReady()
            .withTimeout(SECONDS)
            .call();
    assertThat(upgraded.getRevision()).isEqualTo("2");
    assertThat(ready()).isEqualTo(3);
    assertThat(client.network().v1().ingresses().inNamespace("shop").list().getItems()).isEmpty();

    assertThat(
            Helm.history("front").withKubeConfigContents(kubeconfig).withNamespace("shop").call())
        .extracting("status")
        .containsExactly("superseded", "deployed");
    var again = chart.install().withKubeConfigContents(kubeconfig).withName("front");
    assertThatThrownBy(again.withNamespace("shop")::call).hasMessageContaining("still in use");

    Helm.uninstall("front").withKubeConfigContents(kubeconfig).withNamespace("shop").call();
    assertThat(client.apps().deployments().inNamespace("shop").list().getItems()).isEmpty();
    assertThat(client.services().inNamespace("shop").list().getItems()).isEmpty();
    assertThat(Helm.list().withKubeConfigContents(kubeconfig).withNamespace("shop").call())
        .isEmpty();
  }

  private static Integer ready() {
    var deployment = client.apps().deployments().inNamespace("shop").withName("front-web").get();
    return deployment.getStatus().getReadyReplicas();
  }

  /** The definition and its object in one release, and a Job that has to end before them. */
  @Test
  void definitionsComeBeforeTheirObjectsAndHooksBeforeAll() throws IOException {
    var chart = chart("fleet");
    write(
        chart.resolve("crds/ships.yaml"),
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: ships.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {kind: Ship, plural: ships}
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties: {spec: {type: object, properties: {masts: {type: integer, maximum: 5}}}}
        """);
    write(
        chart.resolve("templates/ship.yaml"),
        """
        apiVersion: example.com/v1
        kind: Ship
        metadata: {name: bounty}
        spec: {masts: {{ .Values.masts }}}
        """);
    write(
        chart.resolve("templates/hook.yaml"),
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: keel
          annotations: {helm.sh/hook: "pre-install,pre-upgrade", helm.sh/hook-delete-policy: before-hook-creation}
        spec:
          template:
            spec: {restartPolicy: Never, containers: [{name: c, image: none, command: [sh, -c, "echo laid"]}]}
        """);
    new Helm(chart)
        .install()
        .withKubeConfigContents(kubeconfig)
        .withName("navy")
        .withNamespace("default")
        .set("masts", "3")
        .waitReady()
        .withTimeout(SECONDS)
        .call();
    assertThat(masts()).isEqualTo(3);
    var keel = client.batch().v1().jobs().inNamespace("default").withName("keel");
    assertThat(keel.get().getStatus().getSucceeded()).isEqualTo(1);

    var tooMany =
        new Helm(chart)
            .upgrade()
            .withKubeConfigContents(kubeconfig)
            .withName("navy")
            .withNamespace("default")
            .set("masts", "6")
            .atomic()
            .withTimeout(SECONDS);
    assertThatThrownBy(tooMany::call)
        .hasMessageContaining("spec.masts in body should be less than or equal to 5");
    assertThat(masts()).isEqualTo(3);
    assertThat(Helm.status("navy").withKubeConfigContents(kubeconfig).call().getStatus())
        .isEqualTo("deployed");
  }

  private static Integer masts() {
    var ship =
        client
            .genericKubernetesResources("example.com/v1", "Ship")
            .inNamespace("default")
            .withName("bounty");
    return ship.get().<Integer>get("spec", "masts");
  }

  private static Path chart(String name) throws IOException {
    var chart = directory.resolve(name);
    write(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: " + name + "\nversion: 0.1.0\n");
    write(chart.resolve("values.yaml"), "masts: 1\n");
    return chart;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
