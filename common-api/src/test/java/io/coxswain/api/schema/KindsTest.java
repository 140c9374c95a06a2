package io.coxswain.api.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.schema.Schema.Kind;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.ScalarSchema;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KindsTest {
  private final Kinds kinds = Kinds.builtIn();

  @Test
  void oneResourceIsFoundByAllItsNames() {
    var pods = kinds.of(Pod.class);

    assertThat(kinds.byResource("", "v1", "pods")).containsSame(pods);
    assertThat(kinds.byKind("", "Pod")).containsSame(pods);
    assertThat(kinds.byApiVersion("v1", "Pod")).containsSame(pods);
    assertThat(kinds.byShortName("po")).containsSame(pods);
    assertThat(pods.singular()).isEqualTo("pod");
    assertThat(kinds.byApiVersion("apps/v1", "Deployment"))
        .get()
        .extracting(ResourceType::plural)
        .isEqualTo("deployments");
    assertThat(kinds.byResource("apps", "v1", "pods")).isEmpty();
    assertThat(kinds.byResource("autoscaling", "v1", "")).isEmpty();
    assertThat(kinds.byKind("autoscaling", "Scale")).isPresent();
  }

  @Test
  void customKindsWinOverBuiltInOnes() {
    var pods = kinds.of(Pod.class);
    var widget =
        new ResourceType(
            "example.com",
            "v1",
            "Widget",
            "widgets",
            "widget",
            List.of("po"),
            List.of(),
            true,
            Set.of(),
            null,
            pods.schema());

    var more = kinds.with(List.of(widget));

    assertThat(more.byShortName("po")).containsSame(widget);
    assertThat(more.byKind("", "Pod")).containsSame(pods);
    assertThat(kinds.byKind("example.com", "Widget")).isEmpty();
  }

  @Test
  void theSchemaSaysWhatTheRecordSays() {
    var pod = kinds.of(Pod.class).schema();
    assertThat(pod.name()).isEqualTo("io.k8s.api.core.v1.Pod");
    assertThat(pod.fields().keySet())
        .containsExactly("apiVersion", "kind", "metadata", "spec", "status");

    var spec = (ObjectSchema) property(pod, "spec").schema();
    assertThat(property(spec, "terminationGracePeriodSeconds").defaultValue()).hasToString("30");
    assertThat(((ScalarSchema) property(spec, "restartPolicy").schema()).allowed())
        .containsExactly("Always", "OnFailure", "Never");
    var containers = (ListSchema) property(spec, "containers").schema();
    assertThat(containers.type()).isEqualTo(ListType.MAP);
    assertThat(containers.keys()).containsExactly("name");
    assertThat(containers.mergeKey()).isEqualTo("name");
    assertThat(property(spec, "containers").required()).isTrue();
    assertThat(((MapSchema) property(spec, "nodeSelector").schema()).value())
        .isEqualTo(new ScalarSchema(Kind.STRING, Set.of()));
  }

  @Test
  void sharedTypesAreSharedInstances() {
    var pod = kinds.of(Pod.class).schema();
    var node = kinds.byKind("", "Node").orElseThrow().schema();
    assertThat(property(pod, "metadata").schema()).isSameAs(property(node, "metadata").schema());
  }

  @Test
  void namesInJsonAreThoseOfUpstream() {
    var metadata = (ObjectSchema) property(Kinds.status(), "metadata").schema();
    assertThat(metadata.name()).isEqualTo("io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta");
    assertThat(metadata.fields()).containsKey("continue");
    assertThat(Kinds.deleteOptions().fields()).containsKeys("apiVersion", "preconditions");
    var secret = kinds.byKind("", "Secret").orElseThrow().schema();
    assertThat(property(secret, "data").schema())
        .isEqualTo(new MapSchema(new ScalarSchema(Kind.BYTES, Set.of())));
  }

  @Test
  void recordsWithoutDescriptionAreRefused() {
    record Plain(String name) {}
    assertThatThrownBy(() -> new SchemaReader().read(Plain.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Schema.Property property(ObjectSchema schema, String name) {
    var property = schema.field(name);
    assertThat(property).as(name).isNotNull();
    return property;
  }
}
