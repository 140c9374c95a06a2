package io.coxswain.kubectl.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coxswain.kubectl.apply.ApplySet.Scope;
import io.coxswain.kubectl.resource.BuiltinResources;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ApplySetTest {
  private static final ApplySet SET =
      new ApplySet(
          BuiltinResources.all().stream()
              .filter(type -> type.kind().equals("Secret"))
              .findFirst()
              .orElseThrow(),
          "team",
          "mine");
  private static final Scope SCOPE =
      new Scope(
          new TreeSet<>(List.of("Deployment.apps", "ConfigMap")),
          new TreeSet<>(List.of("team", "other")));

  @Test
  void theParentRemembersKindsAndOtherNamespaces() {
    assertThat(JsonWriter.compact(SET.manifest(SCOPE, "v1.34.0")))
        .isEqualTo(
            "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"annotations\":{"
                + "\"applyset.kubernetes.io/additional-namespaces\":\"other\","
                + "\"applyset.kubernetes.io/contains-group-kinds\":\"ConfigMap,Deployment.apps\","
                + "\"applyset.kubernetes.io/tooling\":\"kubectl/v1.34.0\"},"
                + "\"labels\":{\"applyset.kubernetes.io/id\":\""
                + SET.id()
                + "\"},\"name\":\"mine\",\"namespace\":\"team\"}}");
  }

  @Test
  void theIdIsAHashOfTheParent() {
    assertThat(new ApplySet(SET.type(), "theirs", "mine").id()) // as upstream's 1.33 has it
        .isEqualTo("applyset-QqF1SG5Rby7YLqbUGXd_OHfhYbzM5SSzDp6VwE4ojOo-v1");
  }

  @Test
  void theParentIsReadBack() {
    assertThat(SET.scope(SET.manifest(SCOPE, "v1"))).isEqualTo(SCOPE);
  }

  @Test
  void aParentOfAnotherToolIsRefused() {
    var parent = SET.manifest(SCOPE, "v1");
    Trees.ensure(parent, "metadata", "annotations")
        .put("applyset.kubernetes.io/tooling", "helm/v3");
    assertThatThrownBy(() -> SET.scope(parent))
        .hasMessage(
            "error: ApplySet parent object \"secrets./mine\" already exists and is managed by tooling \"helm\" instead of \"kubectl\"");
    Trees.ensure(parent, "metadata").remove("annotations");
    assertThatThrownBy(() -> SET.scope(parent)).hasMessageContaining("missing required annotation");
  }

  @Test
  void membersCarryTheId() {
    var manifest = Trees.object();
    SET.adopt(manifest);
    assertThat(Trees.text(manifest, "metadata", "labels", ApplySet.PART_OF)).isEqualTo(SET.id());
    assertThatThrownBy(() -> SET.adopt(manifest)).hasMessageContaining("already set in input data");
  }
}
