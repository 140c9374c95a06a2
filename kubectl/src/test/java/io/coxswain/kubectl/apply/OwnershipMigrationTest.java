package io.coxswain.kubectl.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.kubectl.tree.YamlReader;
import org.junit.jupiter.api.Test;

class OwnershipMigrationTest {
  private static final String OBJECT =
      """
      metadata:
        resourceVersion: "7"
        managedFields:
        - {manager: kubectl, operation: Apply, fieldsV1: {"f:data": {"f:a": {}}}}
        - {manager: kubectl-client-side-apply, operation: Update, fieldsV1: {"f:data": {"f:a": {}, "f:b": {}}}}
        - {manager: other, operation: Update, fieldsV1: {"f:data": {"f:c": {}}}}
      """;

  @Test
  void whatClientSideApplyOwnedIsTheAppliersNow() {
    var patch = OwnershipMigration.patch(YamlReader.read(OBJECT), "kubectl").orElseThrow();
    assertThat(patch.toString())
        .isEqualTo(
            "[{\"op\":\"replace\",\"path\":\"/metadata/managedFields\",\"value\":["
                + "{\"manager\":\"kubectl\",\"operation\":\"Apply\",\"fieldsV1\":{\"f:data\":{\"f:a\":{},\"f:b\":{}}}},"
                + "{\"manager\":\"other\",\"operation\":\"Update\",\"fieldsV1\":{\"f:data\":{\"f:c\":{}}}}]},"
                + "{\"op\":\"replace\",\"path\":\"/metadata/resourceVersion\",\"value\":\"7\"}]");
  }

  @Test
  void withoutClientSideApplyThereIsNothingToDo() {
    var object = YamlReader.read(OBJECT.replace("kubectl-client-side-apply", "somebody"));
    assertThat(OwnershipMigration.patch(object, "kubectl")).isEmpty();
  }
}
