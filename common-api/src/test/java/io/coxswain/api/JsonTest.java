package io.coxswain.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.ContainerBuilder;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodBuilder;
import io.coxswain.api.core.v1.PodSpecBuilder;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void absentListsAreEmptyAndAreNotWritten() {
    var pod =
        Json.read(
            "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"containers\":[{\"name\":\"c\"}]}}",
            Pod.class);

    assertThat(pod.metadata().labels()).isEmpty();
    assertThat(pod.spec().containers().getFirst().args()).isEmpty();
    assertThat(Json.text(pod))
        .isEqualTo(
            "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"},\"spec\":{\"containers\":[{\"name\":\"c\"}]}}");
  }

  @Test
  void buildersMakeWhatParsingMakes() {
    var built =
        PodBuilder.builder()
            .metadata(
                ObjectMetaBuilder.builder()
                    .name("a")
                    .creationTimestamp(Instant.parse("2026-01-02T03:04:05.678Z"))
                    .build())
            .spec(
                PodSpecBuilder.builder()
                    .containers(List.of(ContainerBuilder.builder().name("c").build()))
                    .build())
            .build();
    var parsed = Json.read(Json.text(built), Pod.class);

    assertThat(Json.text(parsed)).isEqualTo(Json.text(built)).contains("\"2026-01-02T03:04:05Z\"");
    assertThat(parsed.spec()).isEqualTo(built.spec());
  }

  @Test
  void numbersAndStringsKeepTheirForm() {
    var service =
        "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{},\"spec\":{\"ports\":[{\"port\":80,\"targetPort\":\"http\"},{\"port\":81,\"targetPort\":8081}]}}";
    assertThat(Json.text(Json.read(service, Service.class))).isEqualTo(service);
    assertThat(Json.read("{\"metadata\":{},\"data\":{\"a\":\"\"}}", ConfigMap.class).data())
        .containsEntry("a", "");
  }

  @Test
  void prettyJsonLooksAsGoWritesIt() {
    var tree = Json.tree("{\"a\": [1, {\"b\": {}}], \"c\": []}");
    assertThat(new String(Json.prettyBytes(tree), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {
              "a": [
                1,
                {
                  "b": {}
                }
              ],
              "c": []
            }\
            """);
  }
}
