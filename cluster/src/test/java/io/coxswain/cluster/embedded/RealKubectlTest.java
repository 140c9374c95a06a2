package io.coxswain.cluster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What upstream's oldest and newest kubectl of this machine print against our server. */
@ExtendWith(CoxswainExtension.class)
class RealKubectlTest {
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: "none:1"}]}
      """;

  @TempDir Path directory;
  private RealKubectl kubectl;
  private String namespace = "";

  @BeforeEach
  void manifests() throws Exception {
    assumeFalse(RealKubectl.programs().isEmpty(), "this machine has no kubectl of upstream");
    Files.writeString(directory.resolve("web.yaml"), DEPLOYMENT);
    Files.writeString(directory.resolve("old.yaml"), configMap("old"));
    Files.writeString(directory.resolve("new.yaml"), configMap("new"));
    var editor = directory.resolve("editor.sh");
    Files.writeString(editor, "#!/bin/sh\nsed -i 's/k: .*/k: edited/' \"$1\"\n");
    assertThat(editor.toFile().setExecutable(true)).isTrue();
  }

  private static String configMap(String value) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {k: " + value + "}\n";
  }

  @Test
  void oldestIsServed(EmbeddedCluster cluster) throws Exception {
    serve(RealKubectl.programs().getFirst(), cluster);
  }

  @Test
  void newestIsServed(EmbeddedCluster cluster) throws Exception {
    serve(RealKubectl.programs().getLast(), cluster);
  }

  private void serve(Path program, EmbeddedCluster cluster) throws Exception {
    kubectl = new RealKubectl(program, cluster.kubeconfigFile(), directory);
    namespace = "n" + program.getFileName().toString().replaceAll("\\D", "");
    out(0, "create", "namespace", namespace);
    appliesAndDiffs();
    serverSideApplyKeepsOwnersApart();
    editsAndPatches();
    watches();
    rollsOut();
    waits();
    explainsAndListsKinds();
    proxies();
    deletes();
  }

  private void appliesAndDiffs() throws Exception {
    assertThat(out(0, "apply", "-f", "web.yaml")).isEqualTo("deployment.apps/web created\n");
    assertThat(out(0, "apply", "-f", "web.yaml")).isEqualTo("deployment.apps/web unchanged\n");
    assertThat(out(0, "apply", "-f", "old.yaml")).isEqualTo("configmap/c created\n");
    assertThat(out(1, "diff", "-f", "new.yaml")).contains("-  k: old", "+  k: new");
    assertThat(out(0, "create", "cm", "dry", "--dry-run=server", "-o=jsonpath={.metadata.uid}"))
        .hasSize(36);
    assertThat(run(List.of("get", "cm", "dry")).err())
        .isEqualTo("Error from server (NotFound): configmaps \"dry\" not found\n");
    assertThat(out(0, "apply", "-f", "new.yaml", "--dry-run=server"))
        .isEqualTo("configmap/c configured (server dry run)\n");
    assertThat(out(0, "diff", "-f", "old.yaml")).isEmpty();
  }

  private void serverSideApplyKeepsOwnersApart() throws Exception {
    assertThat(out(0, "apply", "-f", "new.yaml", "--server-side"))
        .isEqualTo("configmap/c serverside-applied\n");
    assertThat(out(0, "get", "cm", "c", "-o=jsonpath={.metadata.managedFields[*].manager}"))
        .contains("kubectl")
        .doesNotContain("client-side");
    var other = List.of("apply", "-f", "old.yaml", "--server-side", "--field-manager=other");
    assertThat(run(other).err()).contains("conflict with \"kubectl\": .data.k");
    assertThat(out(0, "apply", "-f", "old.yaml", "--server-side", "--force-conflicts"))
        .isEqualTo("configmap/c serverside-applied\n");
    assertThat(out(1, "diff", "-f", "new.yaml", "--server-side")).contains("+  k: new");
  }

  private void editsAndPatches() throws Exception {
    assertThat(out(0, "edit", "cm", "c")).isEqualTo("configmap/c edited\n");
    assertThat(out(0, "get", "cm", "c", "-o=jsonpath={.data.k}")).isEqualTo("edited");
    for (var type : List.of("strategic", "merge")) {
      assertThat(
              out(
                  0,
                  "patch",
                  "cm",
                  "c",
                  "--type=" + type,
                  "-p",
                  "{\"data\":{\"%s\":\"1\"}}".formatted(type)))
          .isEqualTo("configmap/c patched\n");
    }
    out(
        0,
        "patch",
        "cm",
        "c",
        "--type=json",
        "-p",
        "[{\"op\":\"remove\",\"path\":\"/data/merge\"}]");
    assertThat(out(0, "get", "cm", "c", "-o=jsonpath={.data}"))
        .isEqualTo("{\"k\":\"edited\",\"strategic\":\"1\"}");
    out(
        0,
        "patch",
        "deploy",
        "web",
        "--subresource=scale",
        "--type=merge",
        "-p",
        "{\"spec\":{\"replicas\":1}}");
    assertThat(out(0, "get", "deploy", "web", "-o=jsonpath={.spec.replicas}")).isEqualTo("1");
    assertThat(out(0, "replace", "-f", "new.yaml")).isEqualTo("configmap/c replaced\n");
    assertThat(out(0, "get", "cm", "c", "-o=jsonpath={.data}")).isEqualTo("{\"k\":\"new\"}");
    assertThat(out(0, "replace", "--force", "-f", "old.yaml")).contains("configmap/c replaced");
  }

  /** As shells see it: the present object, then its changes, until the time is over. */
  private void watches() throws Exception {
    var seen =
        kubectl.start(
            List.of(
                "-n",
                namespace,
                "get",
                "cm",
                "c",
                "--watch",
                "--output-watch-events",
                "-o=custom-columns=EVENT:.type,K:.object.data.k,NAME:.object.metadata.name"));
    try (var lines = seen.inputReader()) {
      assertThat(lines.readLine()).matches("EVENT +K +NAME");
      assertThat(lines.readLine()).matches("ADDED +old +c");
      out(0, "label", "cm", "c", "watched=yes");
      assertThat(lines.readLine()).matches("MODIFIED +old +c");
    } finally {
      seen.destroy();
    }
    out(0, "annotate", "cm", "c", "note=1", "--overwrite");
    assertThat(run(List.of("label", "cm", "c", "watched=no")).err())
        .isEqualTo("error: 'watched' already has a value (yes), and --overwrite is false\n");
  }

  private void waits() throws Exception {
    assertThat(out(0, "wait", "--for=condition=Available", "deploy/web", "--timeout=240s"))
        .isEqualTo("deployment.apps/web condition met\n");
    assertThat(run(List.of("wait", "--for=delete", "cm/c", "--timeout=100ms")).err())
        .isEqualTo("error: timed out waiting for the condition on configmaps/c\n");
    assertThat(out(0, "wait", "--for=delete", "cm/none", "--timeout=5s")).isEmpty();
    var pod = out(0, "get", "pods", "-l", "app=web", "-o=jsonpath={.items[0].metadata.name}");
    assertThat(out(0, "debug", pod, "--image=none:3", "--target=c", "--container=d", "--quiet"))
        .isEmpty();
    assertThat(out(0, "get", "pod", pod, "-o=jsonpath={.spec.ephemeralContainers[*].image}"))
        .isEqualTo("none:3");
    assertThat(out(0, "events", "--for", "deploy/web", "--types=Normal")).contains("Scaled");
  }

  private void rollsOut() throws Exception {
    out(0, "scale", "deploy/web", "--replicas=2");
    assertThat(out(0, "wait", "--for=jsonpath={.status.readyReplicas}=2", "deploy/web"))
        .isEqualTo("deployment.apps/web condition met\n");
    out(0, "set", "image", "deploy/web", "c=none:2");
    assertThat(out(0, "rollout", "status", "deploy/web", "--timeout=240s"))
        .endsWith("deployment \"web\" successfully rolled out\n");
    assertThat(out(0, "rollout", "history", "deploy/web"))
        .isEqualTo(
            "deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>\n\n");
    assertThat(out(0, "rollout", "undo", "deploy/web"))
        .isEqualTo("deployment.apps/web rolled back\n");
    assertThat(out(0, "describe", "deploy", "web"))
        .contains(
            "Scaled up replica set", "RollingUpdateStrategy:  25% max unavailable, 25% max surge");
    assertThat(out(0, "get", "pods", "-w", "-l", "app=web", "--request-timeout=1s"))
        .containsPattern("READY +STATUS +RESTARTS");
    assertThat(out(0, "events")).contains("ScalingReplicaSet", "Deployment/web");
  }

  private void explainsAndListsKinds() throws Exception {
    assertThat(out(0, "explain", "deployment.spec.strategy"))
        .contains(
            "FIELD: strategy <DeploymentStrategy>", "rollingUpdate\t<RollingUpdateDeployment>");
    assertThat(out(0, "explain", "deploy.spec.strategy", "--recursive"))
        .contains("  rollingUpdate\t<RollingUpdateDeployment>\n    maxSurge\t<IntOrString>");
    assertThat(out(0, "explain", "cm", "--output=plaintext-openapiv2"))
        .contains("binaryData\t<map[string]string>");
    assertThat(out(0, "api-resources", "--api-group=apps", "-o", "name"))
        .isEqualTo(
            "controllerrevisions.apps\ndaemonsets.apps\ndeployments.apps\nreplicasets.apps\nstatefulsets.apps\n");
    assertThat(out(0, "auth", "can-i", "create", "pods")).isEqualTo("yes\n");
    assertThat(out(1, "auth", "can-i", "create", "pods", "--as=jane")).isEqualTo("no\n");
    assertThat(out(0, "auth", "can-i", "--list", "--as=jane"))
        .contains("selfsubjectrulesreviews.authorization.k8s.io");
    assertThat(run(List.of("top", "pods")).err()).isEqualTo("error: Metrics API not available\n");
    assertThat(out(0, "create", "token", "default")).startsWith("eyJ");
  }

  private void proxies() throws Exception {
    try (var proxy = kubectl.proxy();
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var uri = proxy.address().resolve("/api/v1/namespaces/" + namespace + "/configmaps/c");
      var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"data\":{\"k\":\"old\"}");
    }
  }

  private void deletes() throws Exception {
    out(0, "delete", "deploy", "web", "--cascade=orphan");
    assertThat(out(0, "get", "rs", "-o", "name")).startsWith("replicaset.apps/web-");
    out(0, "delete", "rs", "--all", "--cascade=foreground");
    assertThat(run(List.of("get", "deploy", "web")).err())
        .isEqualTo("Error from server (NotFound): deployments.apps \"web\" not found\n");
    out(0, "delete", "namespace", namespace);
  }

  private RealKubectl.Result run(List<String> arguments) throws Exception {
    var words = new java.util.ArrayList<>(List.of("-n", namespace));
    words.addAll(arguments);
    return kubectl.run(words, Map.of("EDITOR", directory.resolve("editor.sh").toString()));
  }

  private String out(int code, String... arguments) throws Exception {
    var result = run(List.of(arguments));
    assertThat(result.code()).as("%s: %s", List.of(arguments), result).isEqualTo(code);
    return result.out();
  }
}
