package io.coxswain.cluster;

import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.core.v1.ServiceAccount;
import io.coxswain.client.ApiException;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ListOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * Whether the cluster is usable: API ready, nodes Ready, default ServiceAccount, {@code kubernetes}
 * Service and DNS answering, each as far as it was not left out. A check answers what it still
 * waits for, or nothing.
 */
final class Readiness {
  private final ClusterSpec spec;
  private final KubernetesClient client;

  Readiness(ClusterSpec spec, KubernetesClient client) {
    this.spec = spec;
    this.client = client;
  }

  /** The checks by what they make sure of, in the order they are reported. */
  Map<String, Supplier<Optional<String>>> checks() {
    var checks = new LinkedHashMap<String, Supplier<Optional<String>>>();
    checks.put("Service default/kubernetes", this::kubernetesService);
    if (spec.has("kube-controller-manager")) {
      checks.put("ServiceAccount default/default", this::defaultServiceAccount);
    }
    var nodes = (spec.realNodes() ? spec.nodes() : 0) + spec.fakeNodes();
    if (nodes > 0) {
      checks.put(nodes == 1 ? "1 node Ready" : nodes + " nodes Ready", () -> nodesReady(nodes));
    }
    if (spec.has("kube-dns") && spec.realNodes()) {
      checks.put("DNS answering", this::dnsAnswers);
    }
    return checks;
  }

  /** Whether the API server says it is ready. */
  Optional<String> apiReady() {
    return attempt(
        () -> {
          client.getRaw("/readyz");
          return Optional.empty();
        });
  }

  private Optional<String> kubernetesService() {
    return attempt(
        () ->
            client.resources(Service.class).get("default", "kubernetes").isPresent()
                ? Optional.empty()
                : Optional.of("it does not exist yet"));
  }

  private Optional<String> defaultServiceAccount() {
    return attempt(
        () ->
            client.resources(ServiceAccount.class).get("default", "default").isPresent()
                ? Optional.empty()
                : Optional.of("it does not exist yet"));
  }

  private Optional<String> nodesReady(int expected) {
    return attempt(
        () -> {
          var ready =
              client.resources(Node.class).list(ListOptions.ALL).items().stream()
                  .filter(Readiness::isReady)
                  .count();
          return ready >= expected
              ? Optional.empty()
              : Optional.of(ready + " of " + expected + " are Ready");
        });
  }

  private static boolean isReady(Node node) {
    return node.status().conditions().stream()
        .anyMatch(
            condition -> condition.type().equals("Ready") && condition.status().equals("True"));
  }

  private Optional<String> dnsAnswers() {
    try {
      var resolver = new SimpleResolver(spec.addresses().gateway());
      resolver.setTimeout(Duration.ofMillis(500));
      var question =
          Record.newRecord(
              Name.fromString("kubernetes.default.svc.cluster.local."), Type.A, DClass.IN);
      var answers = resolver.send(Message.newQuery(question)).getSection(Section.ANSWER);
      var found =
          answers.stream()
              .anyMatch(
                  record ->
                      record instanceof ARecord address
                          && address
                              .getAddress()
                              .getHostAddress()
                              .equals(spec.addresses().apiServiceAddress()));
      return found ? Optional.empty() : Optional.of("kubernetes.default is not in the answer");
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      return Optional.of("no answer from " + spec.addresses().gateway() + ": " + e.getMessage());
    }
  }

  private static Optional<String> attempt(Supplier<Optional<String>> check) {
    try {
      return check.get();
    } catch (ApiException e) {
      return Optional.of(e.getMessage() == null ? e.reason() : e.getMessage());
    } catch (UncheckedIOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
