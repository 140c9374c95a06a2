package io.coxswain.cluster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coxswain.kubectl.Kubectl;
import io.coxswain.kubectl.invocation.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same command lines with our kubectl and with upstream's 1.33 against one server: output,
 * errors and exit codes are the same, but for ages.
 */
@ExtendWith(CoxswainExtension.class)
class KubectlBesideUpstreamTest {
  private static final String COMMANDS =
      """
      get all
      get pods,services -o wide
      get deployments,pods web
      get pods --sort-by=.metadata.name -o name
      get configmap cfg -o yaml
      get ingress,networkpolicies,pdb,hpa,pvc,pv,storageclasses
      get pods -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[*].image
      get pods -l app=none
      get pods nope
      get pods,deployments --server-print=false
      get deployments -o custom-columns=L:.metadata.labels
      get deployments --subresource=status
      get --raw nope
      get pods --watch=x
      get pods --chunk-size=x
      get pods -o json=x
      set env deployment/web --list
      taint configmap cfg a=b:NoSchedule
      apply -f objects.yaml --prune
      apply -f objects.yaml --prune --all --prune-allowlist=core/v1/ConfigMap --dry-run=client
      get nope
      get pods -w --request-timeout=1s -l app=none
      describe -f objects.yaml
      describe nodes
      describe namespace default
      describe clusterrole view
      describe pods web-
      describe pods nope
      describe apiservices v1.
      explain deployments.spec.strategy
      explain nope
      explain pods --recursive
      explain customresourcedefinitions --recursive
      explain pods.spec.containers.imagePullPolicy
      explain statefulsets.spec --output plaintext-openapiv2
      explain ingresses --recursive --output plaintext-openapiv2
      rollout status deployment/web
      rollout history deployment/web
      rollout history deployment/web --revision=1
      wait --for=condition=Available deployment/web
      wait --for=delete configmap/nope
      diff -f objects.yaml
      kustomize .
      kustomize nowhere
      create -k . --dry-run=client
      apply view-last-applied configmap cfg -o json
      apply -f objects.yaml --dry-run=server
      auth can-i --list --as=jane
      auth can-i create pods --as=jane
      logs nope
      api-resources --api-group=apps -o wide
      config view --minify
      config get-contexts nope
      config rename-context nope other
      rollout nosuch
      __completeNoDesc get deploy
      __completeNoDesc get deployments/
      __completeNoDesc get configmaps cfg c
      __completeNoDesc get -o j
      __completeNoDesc exec deployment/web -c=
      __completeNoDesc logs deployment/web i
      __completeNoDesc rollout re
      __completeNoDesc apply -f=
      auth reconcile -f objects.yaml --dry-run=server
      """;

  @TempDir Path directory;

  @Test
  void printsWhatUpstreamPrints(EmbeddedCluster cluster) throws Exception {
    var programs = RealKubectl.programs();
    assumeTrue(
        !programs.isEmpty() && programs.getLast().toString().endsWith("1.33"),
        "this machine has no kubectl 1.33");
    var upstream = new RealKubectl(programs.getLast(), cluster.kubeconfigFile(), directory);
    for (var file : List.of("objects.yaml", "kustomization.yaml")) {
      try (var objects = getClass().getResourceAsStream(file)) {
        Files.write(directory.resolve(file), objects.readAllBytes());
      }
    }
    assertThat(upstream.run(List.of("apply", "-f", "objects.yaml"), Map.of()).err()).isEmpty();
    upstream.run(List.of("rollout", "status", "deployment/web", "--timeout=240s"), Map.of());
    upstream.run(
        List.of("wait", "--for=condition=Complete", "job/job", "--timeout=240s"), Map.of());
    var all = new SoftAssertions();
    for (var command : COMMANDS.lines().toList()) {
      var words = List.of(command.split(" "));
      var theirs = upstream.run(words, Map.of());
      var ours = ours(words, cluster);
      all.assertThat(comparable(ours)).as(command).isEqualTo(comparable(theirs));
    }
    all.assertAll();
  }

  private RealKubectl.Result ours(List<String> words, EmbeddedCluster cluster) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("HOME", directory.toString(), "KUBECONFIG", cluster.kubeconfigFile().toString()),
            directory,
            directory,
            InstantSource.system());
    var code = new Kubectl(terminal).run(words.toArray(new String[0]));
    return new RealKubectl.Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Without ages, and with the spaces that depend on their lengths drawn together. */
  private static RealKubectl.Result comparable(RealKubectl.Result result) {
    return new RealKubectl.Result(result.code(), comparable(result.out()), result.err());
  }

  private static String comparable(String text) {
    return text.replaceAll("\\b(\\d+m)?\\d+s\\b", "AGE").replaceAll(" {2,}|-{3,}", "  ");
  }
}
