package io.coxswain.apiserver.server;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.ConfigMapBuilder;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.apiserver.ApiServerOptions.Aggregation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells extension servers whom to believe: the ConfigMap {@code extension-apiserver-authentication}
 * in {@code kube-system}, in upstream's words.
 */
public final class AuthenticationConfig {
  private static final String NAMESPACE = "kube-system";
  private static final String NAME = "extension-apiserver-authentication";

  private final Map<String, String> data;

  private AuthenticationConfig(Map<String, String> data) {
    this.data = data;
  }

  /**
   * Reads the certificates.
   *
   * @param clientAuthorities of client certificates; null where there are none
   * @throws IOException where a file can't be read
   */
  public static AuthenticationConfig read(@Nullable Path clientAuthorities, Aggregation aggregation)
      throws IOException {
    var data = new TreeMap<String, String>();
    if (clientAuthorities != null) {
      data.put("client-ca-file", Files.readString(clientAuthorities));
    }
    var authorities = aggregation.authorities();
    if (authorities != null) {
      data.put("requestheader-client-ca-file", Files.readString(authorities));
      data.put("requestheader-allowed-names", list(aggregation.allowedNames()));
      data.put("requestheader-username-headers", list(List.of("X-Remote-User")));
      data.put("requestheader-uid-headers", list(List.of("X-Remote-Uid")));
      data.put("requestheader-group-headers", list(List.of("X-Remote-Group")));
      data.put("requestheader-extra-headers-prefix", list(List.of("X-Remote-Extra-")));
    }
    return new AuthenticationConfig(data);
  }

  private static String list(List<String> values) {
    return Json.mapper().writeValueAsString(values);
  }

  /** Creates the ConfigMap, or corrects it; keys of others in it stay. */
  void reconcile(OwnClient client) {
    if (data.isEmpty()) {
      return;
    }
    var found = client.get(ConfigMap.class, NAMESPACE, NAME);
    if (found == null) {
      var metadata = ObjectMetaBuilder.builder().namespace(NAMESPACE).name(NAME).build();
      client.write(ConfigMapBuilder.builder().metadata(metadata).data(data).build(), false);
    } else if (!found.data().entrySet().containsAll(data.entrySet())) {
      var merged = new TreeMap<>(found.data());
      merged.putAll(data);
      client.write(found.withData(merged), true);
    }
  }
}
