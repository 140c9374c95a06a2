package io.coxswain.cluster.e2e;

import static io.coxswain.cluster.e2e.CoxCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.util.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients that know nothing of us: fabric8, the official Java client, and every real kubectl this
 * machine has.
 */
@Tag("engine")
class OutsideClientsTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path directory;
  private static CoxCluster cluster;
  private static Path kubeconfig;

  @BeforeAll
  static void up() throws Exception {
    cluster = CoxCluster.in(directory.resolve("cox"));
    cluster.up("--without", "kubelet,kube-proxy,dns", "--fake-nodes", "2").succeeds();
    kubeconfig = cluster.dataDirectory().resolve("kubeconfig");
  }

  @AfterAll
  static void down() {
    cluster.close();
  }

  @Test
  void fabric8CreatesListsWatchesAndDeletes() throws Exception {
    try (var client = fabric8()) {
      var seen = new LinkedBlockingQueue<String>();
      try (var informer =
          client
              .configMaps()
              .inNamespace("default")
              .withLabel("from", "fabric8")
              .inform(
                  new ResourceEventHandler<ConfigMap>() {
                    @Override
                    public void onAdd(ConfigMap added) {
                      seen.add("added " + added.getData());
                    }

                    @Override
                    public void onUpdate(ConfigMap before, ConfigMap after) {
                      seen.add("updated " + after.getData());
                    }

                    @Override
                    public void onDelete(ConfigMap deleted, boolean unknown) {
                      seen.add("deleted");
                    }
                  })) {
        var map =
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("fabric8")
                .addToLabels("from", "fabric8")
                .endMetadata()
                .addToData("a", "1")
                .build();
        client.configMaps().inNamespace("default").resource(map).create();
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("added {a=1}");
        client
            .configMaps()
            .inNamespace("default")
            .withName("fabric8")
            .edit(m -> new ConfigMapBuilder(m).addToData("a", "2").build());
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("updated {a=2}");
        client.configMaps().inNamespace("default").withName("fabric8").delete();
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("deleted");
        assertThat(informer.isRunning()).isTrue();
      }
    }
  }

  @Test
  void fabric8RunsADeploymentOnSimulatedNodes() throws Exception {
    try (var client = fabric8()) {
      var deployment =
          new DeploymentBuilder()
              .withNewMetadata()
              .withName("simulated")
              .endMetadata()
              .withNewSpec()
              .withReplicas(3)
              .withNewSelector()
              .addToMatchLabels("app", "simulated")
              .endSelector()
              .withNewTemplate()
              .withNewMetadata()
              .addToLabels("app", "simulated")
              .endMetadata()
              .withNewSpec()
              .addNewContainer()
              .withName("c")
              .withImage("none")
              .endContainer()
              .endSpec()
              .endTemplate()
              .endSpec()
              .build();
      var deployments = client.apps().deployments().inNamespace("default");
      deployments.resource(deployment).create();
      deployments.withName("simulated").waitUntilReady(30, TimeUnit.SECONDS);
      deployments.withName("simulated").scale(5);
      eventually(
          SOON,
          () ->
              assertThat(deployments.withName("simulated").get().getStatus().getReadyReplicas())
                  .isEqualTo(5));
      deployments.withName("simulated").delete();
      eventually(
          SOON,
          () ->
              assertThat(
                      client
                          .pods()
                          .inNamespace("default")
                          .withLabel("app", "simulated")
                          .list()
                          .getItems())
                  .hasSize(0));
    }
  }

  @Test
  void fabric8SeesConflictsAndRefusals() {
    try (var client = fabric8()) {
      var maps = client.configMaps().inNamespace("default");
      var first =
          maps.resource(
                  new ConfigMapBuilder()
                      .withNewMetadata()
                      .withName("conflict")
                      .endMetadata()
                      .build())
              .create();
      maps.withName("conflict").edit(m -> new ConfigMapBuilder(m).addToData("a", "b").build());
      var stale = new ConfigMapBuilder(first).addToData("c", "d").build();
      assertThatThrownBy(() -> maps.resource(stale).update())
          .isInstanceOfSatisfying(
              KubernetesClientException.class,
              e -> {
                assertThat(e.getCode()).isEqualTo(409);
                assertThat(e.getStatus().getReason()).isEqualTo("Conflict");
              });
    }
  }

  @Test
  void theOfficialClientCreatesListsAndWatches() throws Exception {
    ApiClient client = official();
    var api = new CoreV1Api(client);
    var resourceVersion =
        api.listNamespacedConfigMap("default").execute().getMetadata().getResourceVersion();
    var map =
        new V1ConfigMap()
            .metadata(new V1ObjectMeta().name("official").labels(Map.of("from", "official")))
            .data(Map.of("a", "1"));
    var created = api.createNamespacedConfigMap("default", map).execute();
    assertThat(created.getMetadata().getUid()).isNotBlank();
    assertThat(
            api.listNamespacedConfigMap("default")
                .labelSelector("from=official")
                .execute()
                .getItems())
        .hasSize(1);
    var call =
        api.listNamespacedConfigMap("default")
            .labelSelector("from=official")
            .resourceVersion(resourceVersion)
            .watch(true)
            .buildCall(null);
    try (Watch<V1ConfigMap> watch =
        Watch.createWatch(
            client,
            call,
            new com.google.gson.reflect.TypeToken<Watch.Response<V1ConfigMap>>() {}.getType())) {
      var event = watch.next();
      assertThat(event.type).isEqualTo("ADDED");
      assertThat(event.object.getData()).containsEntry("a", "1");
    }
    api.deleteNamespacedConfigMap("official", "default").execute();
    assertThatThrownBy(() -> api.readNamespacedConfigMap("official", "default").execute())
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getCode()).isEqualTo(404));
  }

  @ParameterizedTest
  @MethodSource("realKubectls")
  void realKubectlIsServed(Path kubectl) throws Exception {
    var name = "real-" + kubectl.getFileName().toString().replaceAll("[^0-9]", "");
    var manifest = Files.createTempFile(directory, "deployment", ".yaml");
    Files.writeString(
        manifest,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s}
        spec:
          replicas: 2
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec: {containers: [{name: c, image: "none:1"}]}
        """
            .formatted(name));
    assertThat(real(kubectl, "apply", "-f", manifest.toString()).succeeds().out())
        .contains("deployment.apps/" + name + " created");
    assertThat(real(kubectl, "apply", "-f", manifest.toString()).succeeds().out())
        .contains("deployment.apps/" + name + " unchanged");
    assertThat(
            real(kubectl, "rollout", "status", "deployment/" + name, "--timeout=60s")
                .succeeds()
                .out())
        .contains("successfully rolled out");
    assertThat(real(kubectl, "get", "deployment", name).succeeds().out()).contains("READY", "2/2");
    assertThat(real(kubectl, "describe", "deployment", name).succeeds().out())
        .contains("ScalingReplicaSet");
    real(kubectl, "set", "image", "deployment/" + name, "c=none:2").succeeds();
    real(kubectl, "rollout", "status", "deployment/" + name, "--timeout=60s").succeeds();
    real(kubectl, "rollout", "undo", "deployment/" + name).succeeds();
    real(kubectl, "scale", "deployment", name, "--replicas=1").succeeds();
    assertThat(real(kubectl, "explain", "deployment.spec.strategy").succeeds().out())
        .contains("rollingUpdate");
    assertThat(real(kubectl, "api-resources").succeeds().out()).contains("deployments", "deploy");
    assertThat(real(kubectl, "get", "pods", "-l", "app=" + name, "-o", "yaml").succeeds().out())
        .contains("kind: Pod");
    real(kubectl, "label", "deployment", name, "x=y").succeeds();
    real(kubectl, "delete", "-f", manifest.toString()).succeeds();
    assertThat(real(kubectl, "get", "deployment", name).fails().err()).contains("NotFound");
  }

  static List<Path> realKubectls() throws IOException {
    var found = new ArrayList<Path>();
    for (var folder : System.getenv("PATH").split(":")) {
      var kubectl = Path.of(folder, "kubectl");
      if (Files.isExecutable(kubectl)) {
        var beside = kubectl.toRealPath().getParent();
        if (beside != null) {
          try (Stream<Path> files = Files.list(beside)) {
            files
                .filter(file -> file.getFileName().toString().matches("kubectl\\.1\\.\\d+"))
                .sorted()
                .forEach(found::add);
          }
        }
        if (found.isEmpty()) {
          found.add(kubectl);
        }
        return found;
      }
    }
    System.err.println("NO REAL KUBECTL on this machine: our own is all that is tried");
    return List.of(CoxCluster.HOME.resolve("bin/kubectl"));
  }

  private static CoxCluster.Result real(Path kubectl, String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                kubectl.toString(),
                "--kubeconfig",
                kubeconfig.toString(),
                "--cache-dir",
                directory.resolve("cache").toString()));
    if (kubectl.startsWith(CoxCluster.HOME)) {
      command.subList(3, 5).clear();
    }
    command.addAll(List.of(arguments));
    return CoxCluster.run(Map.of(), command);
  }

  private static KubernetesClient fabric8() {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
        .build();
  }

  private static ApiClient official() throws IOException {
    try (var reader = Files.newBufferedReader(kubeconfig)) {
      return io.kubernetes.client.util.ClientBuilder.kubeconfig(
              io.kubernetes.client.util.KubeConfig.loadKubeConfig(reader))
          .build();
    }
  }
}
