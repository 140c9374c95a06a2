package io.coxswain.apiserver.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.flowcontrol.v1.FlowSchema;
import io.coxswain.api.flowcontrol.v1.PriorityLevelConfiguration;
import io.coxswain.api.flowcontrol.v1.PriorityLevelConfiguration.ExemptPriorityLevelConfiguration;
import io.coxswain.apiserver.flowcontrol.BootstrapConfiguration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BootstrapReconciliationTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static FlowSchema schema(String name) {
    return BootstrapConfiguration.schemas().stream()
        .filter(schema -> schema.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static PriorityLevelConfiguration level(String name) {
    return BootstrapConfiguration.levels().stream()
        .filter(level -> level.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static FlowSchema changed(FlowSchema schema, String annotation, long generation) {
    var annotations =
        annotation.isEmpty()
            ? Map.<String, String>of()
            : Map.of(BootstrapConfiguration.AUTO_UPDATE, annotation);
    return schema
        .withSpec(schema.spec().withMatchingPrecedence(77))
        .withMetadata(schema.metadata().withAnnotations(annotations).withGeneration(generation));
  }

  @Test
  void whatIsAsItShouldBeStays() {
    for (var schema : BootstrapConfiguration.schemas()) {
      assertThat(BootstrapReconciliation.schema(schema, schema)).isNull();
    }
    for (var level : BootstrapConfiguration.levels()) {
      assertThat(BootstrapReconciliation.level(level, level)).isNull();
    }
  }

  @Test
  void mandatoryOnesAreRestoredWhateverTheySay() {
    var wanted = schema("catch-all");
    var next = BootstrapReconciliation.schema(wanted, changed(wanted, "false", 3));
    assertThat(next.spec()).isEqualTo(wanted.spec());
    assertThat(next.metadata().annotations()).isEqualTo(wanted.metadata().annotations());
  }

  @Test
  void whatTheExemptLevelKeepsIsTheAdministrators() {
    var wanted = level("exempt");
    var found =
        wanted.withSpec(wanted.spec().withExempt(new ExemptPriorityLevelConfiguration(9, 5)));
    assertThat(BootstrapReconciliation.level(wanted, found)).isNull();
  }

  @Test
  void suggestedOnesFollowTheirAnnotation() {
    var wanted = schema("probes");
    assertThat(BootstrapReconciliation.schema(wanted, changed(wanted, "true", 3)).spec())
        .isEqualTo(wanted.spec());
    assertThat(BootstrapReconciliation.schema(wanted, changed(wanted, "false", 1))).isNull();
  }

  @Test
  void withoutAnnotationTheGenerationTellsWhetherSomebodyChangedIt() {
    var wanted = schema("probes");
    var untouched = BootstrapReconciliation.schema(wanted, changed(wanted, "", 1));
    assertThat(untouched.spec()).isEqualTo(wanted.spec());
    assertThat(untouched.metadata().annotations())
        .containsEntry(BootstrapConfiguration.AUTO_UPDATE, "true");
    var touched = BootstrapReconciliation.schema(wanted, changed(wanted, "", 2));
    assertThat(touched.spec().matchingPrecedence()).isEqualTo(77);
    assertThat(touched.metadata().annotations())
        .containsEntry(BootstrapConfiguration.AUTO_UPDATE, "false");
  }

  @Test
  void theConditionChangesOnlyWithItsMeaning() {
    var first = OwnFlowControl.withCondition(schema("probes"), false, NOW);
    assertThat(first.status().conditions()).hasSize(1);
    assertThat(OwnFlowControl.withCondition(first, false, NOW.plusSeconds(1))).isNull();
    var dangling = OwnFlowControl.withCondition(first, true, NOW.plusSeconds(1));
    assertThat(dangling.status().conditions())
        .extracting("status", "reason", "lastTransitionTime")
        .isEqualTo(
            List.of(org.assertj.core.groups.Tuple.tuple("True", "NotFound", NOW.plusSeconds(1))));
  }
}
