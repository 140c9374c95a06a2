package io.coxswain.kubectl.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import io.coxswain.kubectl.tree.YamlReader;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ThreeWayPatchTest {
  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        template:
          spec:
            containers:
            - {name: web, image: nginx:1}
            - {name: side, image: side:1}
      """;

  private static ObjectNode yaml(String text) {
    return (ObjectNode) YamlReader.read(text);
  }

  /** What the server keeps of an applied manifest: the manifest, its annotation and defaults. */
  private static ObjectNode stored(String manifest) {
    var object = LastApplied.annotate(yaml(manifest));
    Trees.ensure(object, "spec").put("revisionHistoryLimit", 10);
    Trees.ensure(object, "metadata").put("uid", "u");
    return object;
  }

  private static String patch(String before, String after, ObjectNode current) {
    var patch = ThreeWayPatch.of(yaml(before), LastApplied.annotate(yaml(after)), current).patch();
    // The annotation repeats the manifest; it is looked at by itself.
    if (patch.path("metadata").path("annotations") instanceof ObjectNode annotations) {
      annotations.remove(LastApplied.ANNOTATION);
    }
    return JsonWriter.compact(patch);
  }

  @Test
  void theSameManifestChangesNothing() {
    var patch = ThreeWayPatch.of(yaml(WEB), LastApplied.annotate(yaml(WEB)), stored(WEB));
    assertThat(patch.isEmpty()).isTrue();
    assertThat(patch.strategic()).isTrue();
  }

  @Test
  void aBudgetsSelectorIsSaidEveryTime() {
    var budget =
        "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {selector: {matchLabels: {a: b}}}\n";
    assertThat(patch(budget, budget, LastApplied.annotate(yaml(budget))))
        .isEqualTo("{\"spec\":{\"selector\":{\"matchLabels\":{\"a\":\"b\"}}}}");
  }

  @Test
  void containersAreMatchedByName() {
    var after = WEB.replace("nginx:1", "nginx:2").replace("replicas: 2", "replicas: 3");
    assertThat(patch(WEB, after, stored(WEB)))
        .isEqualTo(
            "{\"metadata\":{\"annotations\":{}},\"spec\":{\"replicas\":3,\"template\":{\"spec\":{"
                + "\"$setElementOrder/containers\":[{\"name\":\"web\"},{\"name\":\"side\"}],"
                + "\"containers\":[{\"image\":\"nginx:2\",\"name\":\"web\"}]}}}}");
  }

  @Test
  void whatTheManifestHasNoMoreIsDeletedAndWhatOthersAddedStays() {
    var after =
        WEB.replace("      - {name: side, image: side:1}\n", "").replace("  replicas: 2\n", "");
    var current = stored(WEB);
    Trees.ensure(current, "metadata", "labels").put("others", "x");
    assertThat(patch(WEB, after, current))
        .isEqualTo(
            "{\"metadata\":{\"annotations\":{}},\"spec\":{\"replicas\":null,\"template\":{\"spec\":{"
                + "\"$setElementOrder/containers\":[{\"name\":\"web\"}],"
                + "\"containers\":[{\"$patch\":\"delete\",\"name\":\"side\"}]}}}}");
  }

  @Test
  void aDriftedFieldIsPutRight() {
    var current = stored(WEB);
    Trees.ensure(current, "spec").put("replicas", 7);
    assertThat(patch(WEB, WEB, current)).contains("\"replicas\":2");
  }

  @Test
  void deletingWhatIsGoneAlreadyIsNoChange() {
    var after = WEB.replace("  replicas: 2\n", "");
    var current = LastApplied.annotate(yaml(after));
    assertThat(patch(WEB, after, current)).isEqualTo("{}");
  }

  @Test
  void aNewStrategySaysWhichFieldsItKeeps() {
    var rolling = WEB + "  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}\n";
    var recreate = WEB + "  strategy: {type: Recreate}\n";
    assertThat(patch(WEB, recreate, stored(rolling)))
        .contains("\"strategy\":{\"$retainKeys\":[\"type\"],\"type\":\"Recreate\"}");
  }

  @Test
  void customKindsTakeMergePatchesWithWholeLists() {
    var before =
        "{apiVersion: x.io/v1, kind: Thing, metadata: {name: t}, spec: {l: [{name: a}], k: 1}}";
    var after = "{apiVersion: x.io/v1, kind: Thing, metadata: {name: t}, spec: {l: [{name: b}]}}";
    var patch =
        ThreeWayPatch.of(
            yaml(before), LastApplied.annotate(yaml(after)), LastApplied.annotate(yaml(before)));
    assertThat(patch.strategic()).isFalse();
    assertThat(JsonWriter.compact(patch.patch().path("spec")))
        .isEqualTo("{\"k\":null,\"l\":[{\"name\":\"b\"}]}");
  }
}
