package io.coxswain.apiserver.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kubelet of node n1 may do, whose one pod uses secret s, map m, claim c, account a. */
class NodeAuthorizerTest {
  private static final PodReferences POD =
      PodReferences.of(
          Json.tree(
              """
              {"metadata":{"name":"web"},"spec":{"serviceAccountName":"a",
               "imagePullSecrets":[{"name":"pull"}],
               "volumes":[{"name":"v","secret":{"secretName":"s"}},
                 {"name":"p","projected":{"sources":[{"configMap":{"name":"m"}},
                   {"secret":{"name":"projected"}}]}},
                 {"name":"d","persistentVolumeClaim":{"claimName":"c"}},
                 {"name":"e","ephemeral":{}}],
               "containers":[{"env":[{"valueFrom":{"secretKeyRef":{"name":"key","key":"x"}}}],
                 "envFrom":[{"configMapRef":{"name":"env"}}]}]}}
              """));
  private static final UserInfo NODE =
      new UserInfo("system:node:n1", "", List.of("system:nodes"), Map.of());

  private final NodeAuthorizer authorizer = new NodeAuthorizer(new OnePod());

  @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
  @CsvSource({
    "get, secrets, default, s, true",
    "watch, secrets, default, s, true",
    "get, secrets, default, pull, true",
    "get, secrets, default, projected, true",
    "get, secrets, default, key, true",
    "get, secrets, default, other, false",
    "get, secrets, kube-system, s, false",
    "list, secrets, default, '', false",
    "update, secrets, default, s, false",
    "get, configmaps, default, m, true",
    "get, configmaps, default, env, true",
    "get, configmaps, default, s, false",
    "get, persistentvolumeclaims, default, c, true",
    "get, persistentvolumeclaims, default, web-e, true",
    "get, persistentvolumeclaims, default, x, false",
    "list, persistentvolumeclaims, default, '', false",
    "update, persistentvolumeclaims/status, default, c, true",
    "get, persistentvolumes, '', pv-c, true",
    "get, persistentvolumes, '', other, false",
    "create, serviceaccounts/token, default, a, true",
    "create, serviceaccounts/token, default, other, false",
    "get, serviceaccounts, default, a, true",
    "get, serviceaccounts, default, other, false",
    "list, serviceaccounts, default, '', false",
    "list, pods, '', '', true",
    "update, nodes/status, '', n1, true",
    "delete, nodes, '', n1, false",
    "get, deployments, default, web, false",
  })
  void decides(String verb, String resource, String namespace, String name, boolean expected) {
    var parts = resource.split("/");
    var info =
        new RequestInfo(
            true, "", verb, "", "v1", namespace, parts[0], parts.length > 1 ? parts[1] : "", name);
    assertThat(authorizer.allows(NODE, info)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "update, kube-node-lease, n1, true",
    "create, kube-node-lease, '', true",
    "update, kube-node-lease, n2, false",
    "list, kube-node-lease, n1, false",
    "update, default, n1, false",
  })
  void leasesAreOnesOwn(String verb, String namespace, String name, boolean expected) {
    var info =
        new RequestInfo(true, "", verb, "coordination.k8s.io", "v1", namespace, "leases", "", name);
    assertThat(authorizer.allows(NODE, info)).isEqualTo(expected);
  }

  @Test
  void refusalsSayWhy() {
    var info = new RequestInfo(true, "", "get", "", "v1", "default", "secrets", "", "other");
    assertThat(authorizer.authorize(NODE, info).reason())
        .isEqualTo("no relationship found between node 'n1' and this object");
  }

  @Test
  void othersAreNoneOfItsBusiness() {
    var info = new RequestInfo(true, "", "get", "", "v1", "default", "secrets", "", "s");
    var pretender = new UserInfo("system:node:n1", "", List.of("dev"), Map.of());
    assertThat(authorizer.allows(pretender, info)).isFalse();
  }

  private static final class OnePod implements NodePods {
    @Override
    public boolean uses(String node, Used kind, String namespace, String name) {
      return node.equals("n1") && namespace.equals("default") && POD.has(kind, name);
    }

    @Override
    public boolean usesVolume(String node, String name) {
      return node.equals("n1") && name.equals("pv-c");
    }
  }
}
