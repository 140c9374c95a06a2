package io.coxswain.kubelet.env;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Secret;
import io.coxswain.api.core.v1.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  @Test
  void aVariableMayReferToWhatAConfigMapBrings() throws ConfigException {
    var pod =
        Json.read(
            """
            {"metadata":{"name":"p","namespace":"d","uid":"u"},"spec":{"containers":[{"name":"c",
             "envFrom":[{"prefix":"p_","configMapRef":{"name":"cfg"}}],
             "env":[{"name":"A","value":"$(p_key), $(SVC_SERVICE_HOST), $(later)"},
                    {"name":"p_key","value":"own"},{"name":"B","value":"$(p_key)"},
                    {"name":"later","value":"x"}]}]}}
            """,
            Pod.class);
    var fields = new PodFields(pod, List.of(), List.of(), Map.of());
    assertThat(Environment.of(fields, pod.spec().containers().getFirst(), new Objects()))
        .containsEntry("A", "of the map, 10.0.0.1, $(later)")
        .containsEntry("p_key", "own")
        .containsEntry("B", "own");
  }

  private static final class Objects implements ObjectSource {
    @Override
    public Optional<ConfigMap> configMap(String namespace, String name) {
      return Optional.of(Json.read("{\"data\":{\"key\":\"of the map\"}}", ConfigMap.class));
    }

    @Override
    public Optional<Secret> secret(String namespace, String name) {
      return Optional.empty();
    }

    @Override
    public List<Service> services() {
      return List.of(
          Json.read(
              """
              {"metadata":{"name":"svc","namespace":"d"},
               "spec":{"clusterIP":"10.0.0.1","ports":[{"port":80}]}}""",
              Service.class));
    }
  }
}
