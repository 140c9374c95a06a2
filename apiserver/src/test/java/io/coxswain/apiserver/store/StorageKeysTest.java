package io.coxswain.apiserver.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.api.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StorageKeysTest {
  private static final Schema.ObjectSchema EMPTY =
      new Schema.ObjectSchema("X", "", Map.of(), false);

  @Test
  void builtInObjectsLieWhereUpstreamPutsThem() {
    var pods = type("", "pods", true, Pod.class);
    assertThat(StorageKeys.key(pods, "default", "web")).isEqualTo("/registry/pods/default/web");
    assertThat(StorageKeys.prefix(pods, "")).isEqualTo("/registry/pods/");
    assertThat(StorageKeys.key(type("", "nodes", false, Node.class), "", "n1"))
        .isEqualTo("/registry/minions/n1");
    assertThat(StorageKeys.key(type("", "services", true, Pod.class), "default", "web"))
        .isEqualTo("/registry/services/specs/default/web");
    assertThat(StorageKeys.key(type("apps", "deployments", true, Pod.class), "default", "web"))
        .isEqualTo("/registry/deployments/default/web");
  }

  @Test
  void customObjectsLieUnderTheirGroup() {
    assertThat(StorageKeys.key(type("stable.example.com", "crontabs", true, null), "a", "b"))
        .isEqualTo("/registry/stable.example.com/crontabs/a/b");
  }

  private static ResourceType type(
      String group, String plural, boolean namespaced, Class<?> record) {
    return new ResourceType(
        group,
        "v1",
        "Kind",
        plural,
        plural,
        List.of(),
        List.of(),
        namespaced,
        Set.of(),
        record == null ? null : record.asSubclass(io.coxswain.api.KubernetesObject.class),
        EMPTY);
  }
}
