package io.coxswain.cluster.embedded;

import static io.coxswain.cluster.embedded.Fabric8.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReviewBuilder;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestConditionBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.kubernetes.client.custom.V1Patch;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import io.kubernetes.client.util.Watch;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesApi;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that know nothing of us: fabric8 and the official Java client. */
class OutsideClientsTest {
  @RegisterExtension
  static final CoxswainExtension cluster =
      new CoxswainExtension(EmbeddedOptions.defaults().withNodes(2));

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
        assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo("added {a=1}");
        client
            .configMaps()
            .inNamespace("default")
            .withName("fabric8")
            .edit(m -> new ConfigMapBuilder(m).addToData("a", "2").build());
        assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo("updated {a=2}");
        client.configMaps().inNamespace("default").withName("fabric8").delete();
        assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo("deleted");
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
      deployments
          .withName("simulated")
          .waitUntilCondition(
              d -> Integer.valueOf(5).equals(d.getStatus().getReadyReplicas()),
              30,
              TimeUnit.SECONDS);
      deployments.withName("simulated").delete();
      client
          .pods()
          .inNamespace("default")
          .withLabel("app", "simulated")
          .informOnCondition(List::isEmpty)
          .get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void fabric8DeletesAClaimThatNobodyUses() {
    try (var client = fabric8()) {
      var claims = client.persistentVolumeClaims().inNamespace("default");
      var claim =
          claims
              .resource(
                  new PersistentVolumeClaimBuilder()
                      .withNewMetadata()
                      .withName("data")
                      .endMetadata()
                      .withNewSpec()
                      .withAccessModes("ReadWriteOnce")
                      .withNewResources()
                      .addToRequests("storage", new Quantity("1Gi"))
                      .endResources()
                      .endSpec()
                      .build())
              .create();
      assertThat(claim.getMetadata().getFinalizers())
          .containsExactly("kubernetes.io/pvc-protection");
      claims.withName("data").delete();
      claims.withName("data").waitUntilCondition(Objects::isNull, 20, TimeUnit.SECONDS);
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

  @Test
  void fabric8InformersSurviveACutConnection() throws Exception {
    try (var wire = new CuttableWire(URI.create(cluster.cluster().server()).getPort())) {
      var config = config();
      config.setMasterUrl("https://127.0.0.1:" + wire.port());
      try (var client = new KubernetesClientBuilder().withConfig(config).build();
          var direct = fabric8()) {
        var maps = client.configMaps().inNamespace("default").withLabel("from", "wire");
        try (var informer = maps.inform()) {
          for (var name : List.of("before", "after")) {
            direct.configMaps().inNamespace("default").resource(map(name, "wire")).create();
            await(() -> informer.getStore().list().stream().anyMatch(m -> named(m, name)));
            wire.cut();
          }
          direct.configMaps().inNamespace("default").withName("before").delete();
          await(() -> informer.getStore().list().stream().noneMatch(m -> named(m, "before")));
          assertThat(informer.isRunning()).isTrue();
        }
      }
    }
  }

  @Test
  void fabric8AppliesOnTheServerWithOwners() {
    try (var client = fabric8()) {
      var maps = client.configMaps().inNamespace("default");
      var mine = maps.resource(map("applied", "mine"));
      mine.fieldManager("mine").serverSideApply();
      var other = new ConfigMapBuilder(map("applied", "mine")).addToData("a", "other").build();
      assertThatThrownBy(() -> maps.resource(other).fieldManager("other").serverSideApply())
          .isInstanceOfSatisfying(
              KubernetesClientException.class,
              e -> {
                assertThat(e.getCode()).isEqualTo(409);
                assertThat(e.getStatus().getDetails().getCauses().getFirst().getReason())
                    .isEqualTo("FieldManagerConflict");
              });
      var forced = maps.resource(other).fieldManager("other").forceConflicts().serverSideApply();
      assertThat(forced.getData()).containsEntry("a", "other");
      assertThat(forced.getMetadata().getManagedFields())
          .extracting(ManagedFieldsEntry::getManager)
          .containsExactlyInAnyOrder("mine", "other");
      maps.withName("applied")
          .patch(
              PatchContext.of(PatchType.JSON),
              "[{\"op\":\"replace\",\"path\":\"/data/a\",\"value\":\"patched\"}]");
      maps.withName("applied")
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"b\":\"merged\"}}");
      assertThat(maps.withName("applied").get().getData())
          .isEqualTo(Map.of("a", "patched", "b", "merged"));
    }
  }

  @Test
  void fabric8UsesACustomKindAtOnce() {
    try (var client = fabric8()) {
      Fabric8.defineBoats(client);
      var boats =
          client.genericKubernetesResources("example.com/v1", "Boat").inNamespace("default");
      var boat =
          new GenericKubernetesResourceBuilder()
              .withApiVersion("example.com/v1")
              .withKind("Boat")
              .withNewMetadata()
              .withName("boat")
              .endMetadata()
              .addToAdditionalProperties("spec", Map.of("oars", 8))
              .build();
      boats.resource(boat).fieldManager("cox").serverSideApply();
      var withStatus = boats.withName("boat").get();
      withStatus.setAdditionalProperty("spec", Map.of("oars", 2));
      withStatus.setAdditionalProperty("status", Map.of("afloat", true));
      boats.resource(withStatus).updateStatus();
      var stored = boats.withName("boat").get();
      assertThat(stored.<Integer>get("spec", "oars")).isEqualTo(8);
      assertThat(stored.<Boolean>get("status", "afloat")).isTrue();
    }
  }

  @Test
  void whoeverIsApprovedGetsACertificateAndIsKnownByIt() throws Exception {
    var round = SigningRound.begin("CN=jane,O=dev");
    try (var admin = fabric8()) {
      var requests = admin.certificates().v1().certificateSigningRequests();
      var request =
          new CertificateSigningRequestBuilder()
              .withNewMetadata()
              .withName("jane")
              .endMetadata()
              .withNewSpec()
              .withRequest(round.request())
              .withSignerName("kubernetes.io/kube-apiserver-client")
              .withUsages("digital signature", "client auth")
              .endSpec()
              .build();
      requests.resource(request).create();
      requests
          .withName("jane")
          .approve(
              new CertificateSigningRequestConditionBuilder()
                  .withType("Approved")
                  .withStatus("True")
                  .withReason("Known")
                  .withMessage("she is")
                  .build());
      var signed =
          requests
              .withName("jane")
              .waitUntilCondition(
                  r -> r.getStatus() != null && r.getStatus().getCertificate() != null,
                  20,
                  TimeUnit.SECONDS);
      var config = Config.empty();
      config.setMasterUrl(cluster.cluster().server());
      config.setCaCertData(config().getCaCertData());
      config.setClientCertData(signed.getStatus().getCertificate());
      config.setClientKeyData(round.key());
      config.setClientKeyAlgo("EC");
      try (var jane = new KubernetesClientBuilder().withConfig(config).build()) {
        var self = jane.resource(new SelfSubjectReviewBuilder().build()).create();
        assertThat(self.getStatus().getUserInfo().getUsername()).isEqualTo("jane");
        assertThat(self.getStatus().getUserInfo().getGroups())
            .containsExactly("dev", "system:authenticated");
        assertThatThrownBy(() -> jane.pods().inNamespace("default").list())
            .hasMessageContaining("User \"jane\" cannot list resource \"pods\"");
      }
    }
  }

  @Test
  void theOfficialClientStreamsAListAndReadsDynamically() throws Exception {
    var client = official();
    var api = new CoreV1Api(client);
    api.createNamespacedConfigMap(
            "default",
            new V1ConfigMap()
                .metadata(new V1ObjectMeta().name("streamed").labels(Map.of("from", "stream"))))
        .execute();
    var call =
        api.listNamespacedConfigMap("default")
            .labelSelector("from=stream")
            .watch(true)
            .sendInitialEvents(true)
            .resourceVersionMatch("NotOlderThan")
            .allowWatchBookmarks(true)
            .buildCall(null);
    try (Watch<V1ConfigMap> watch =
        Watch.createWatch(
            client,
            call,
            new com.google.gson.reflect.TypeToken<Watch.Response<V1ConfigMap>>() {}.getType())) {
      assertThat(watch.next().type).isEqualTo("ADDED");
      var bookmark = watch.next();
      assertThat(bookmark.type).isEqualTo("BOOKMARK");
      assertThat(bookmark.object.getMetadata().getAnnotations())
          .containsEntry("k8s.io/initial-events-end", "true");
    }
    var dynamic = new DynamicKubernetesApi("", "v1", "configmaps", client);
    var patched =
        dynamic.patch(
            "default",
            "streamed",
            V1Patch.PATCH_FORMAT_JSON_MERGE_PATCH,
            new V1Patch("{\"data\":{\"a\":\"b\"}}"));
    assertThat(patched.isSuccess()).isTrue();
    assertThat(patched.getObject().getRaw().getAsJsonObject("data").get("a").getAsString())
        .isEqualTo("b");
  }

  private static ConfigMap map(String name, String from) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("from", from)
        .endMetadata()
        .addToData("a", "1")
        .build();
  }

  private static boolean named(ConfigMap map, String name) {
    return map.getMetadata().getName().equals(name);
  }

  private static Config config() {
    return Config.fromKubeconfig(cluster.cluster().kubeconfig());
  }

  private static KubernetesClient fabric8() {
    return Fabric8.client(cluster);
  }

  private static ApiClient official() throws IOException {
    var kubeconfig = new StringReader(cluster.cluster().kubeconfig());
    return ClientBuilder.kubeconfig(KubeConfig.loadKubeConfig(kubeconfig)).build();
  }
}
