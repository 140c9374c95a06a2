package io.coxswain.kubelet.volume;

import io.coxswain.api.Json;
import io.coxswain.api.authentication.v1.TokenRequest;
import io.coxswain.api.authentication.v1.TokenRequest.BoundObjectReference;
import io.coxswain.api.authentication.v1.TokenRequestBuilder;
import io.coxswain.api.authentication.v1.TokenRequestSpecBuilder;
import io.coxswain.api.core.v1.ServiceAccount;
import io.coxswain.client.ApiException;
import io.coxswain.client.KubernetesClient;
import io.coxswain.kubelet.env.ConfigException;
import io.coxswain.kubelet.env.PodFields;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Service account tokens bound to pods, kept until 80% of their life or 24 hours have passed. Safe
 * for any thread.
 */
public final class ServiceAccountTokens {
  private static final Duration OLDEST = Duration.ofHours(24);

  private record Key(String podUid, String audience, long seconds) {}

  private record Entry(String token, Instant refreshAt) {}

  private final KubernetesClient client;
  private final InstantSource clock;
  private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

  public ServiceAccountTokens(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  String token(PodFields pod, String audience, long seconds) throws ConfigException {
    var key = new Key(pod.pod().uid(), audience, seconds);
    var now = clock.instant();
    var known = entries.get(key);
    if (known != null && now.isBefore(known.refreshAt())) {
      return known.token();
    }
    try {
      var answer = request(pod, audience, seconds).status();
      var life = Duration.between(now, answer.expirationTimestamp());
      var fresh = life.multipliedBy(8).dividedBy(10);
      entries.put(
          key, new Entry(answer.token(), now.plus(fresh.compareTo(OLDEST) > 0 ? OLDEST : fresh)));
      return answer.token();
    } catch (ApiException | java.io.UncheckedIOException e) {
      if (known != null) {
        return known.token();
      }
      throw new ConfigException("failed to fetch token: " + e.getMessage());
    }
  }

  private TokenRequest request(PodFields pod, String audience, long seconds) {
    var account = Objects.requireNonNullElse(pod.pod().spec().serviceAccountName(), "default");
    var body =
        TokenRequestBuilder.builder()
            .metadata(io.coxswain.api.meta.v1.ObjectMetaBuilder.builder().build())
            .spec(
                TokenRequestSpecBuilder.builder()
                    .audiences(audience.isEmpty() ? List.of() : List.of(audience))
                    .expirationSeconds(seconds)
                    .boundObjectRef(
                        new BoundObjectReference("Pod", "v1", pod.pod().name(), pod.pod().uid()))
                    .build())
            .build();
    var tree = Json.tree(body);
    tree.remove("status");
    return Json.read(
        client
            .resources(ServiceAccount.class)
            .createSubresource(pod.pod().namespace(), account, "token", tree),
        TokenRequest.class);
  }

  void forget(String podUid) {
    entries.keySet().removeIf(key -> key.podUid().equals(podUid));
  }
}
