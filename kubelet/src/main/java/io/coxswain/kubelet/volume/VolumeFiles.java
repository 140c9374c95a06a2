package io.coxswain.kubelet.volume;

import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.Secret;
import io.coxswain.api.core.v1.Volume;
import io.coxswain.api.core.v1.Volume.DownwardAPIVolumeFile;
import io.coxswain.api.core.v1.Volume.KeyToPath;
import io.coxswain.api.core.v1.Volume.ProjectedVolumeSource;
import io.coxswain.kubelet.env.ConfigException;
import io.coxswain.kubelet.env.ObjectSource;
import io.coxswain.kubelet.env.PodFields;
import io.coxswain.kubelet.pod.PodContainers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Computes the files of volumes whose content comes from the API. */
final class VolumeFiles {
  private static final int DEFAULT_MODE = 0644;

  /** A file's content and permission bits. */
  record Content(byte[] bytes, int mode) {}

  /** Fetches a service account token for a pod. */
  @FunctionalInterface
  interface Tokens {
    String token(PodFields pod, String audience, long expirationSeconds) throws ConfigException;
  }

  private final PodFields pod;
  private final ObjectSource objects;
  private final Tokens tokens;
  private final TreeMap<String, Content> files = new TreeMap<>();

  private VolumeFiles(PodFields pod, ObjectSource objects, Tokens tokens) {
    this.pod = pod;
    this.objects = objects;
    this.tokens = tokens;
  }

  /** The files of a volume by relative path. */
  static Map<String, Content> of(Volume volume, PodFields pod, ObjectSource objects, Tokens tokens)
      throws ConfigException {
    var files = new VolumeFiles(pod, objects, tokens);
    var configMap = volume.configMap();
    if (configMap != null) {
      files.configMap(
          configMap.name(), configMap.items(), configMap.optional(), mode(configMap.defaultMode()));
    }
    var secret = volume.secret();
    if (secret != null) {
      files.secret(
          secret.secretName(), secret.items(), secret.optional(), mode(secret.defaultMode()));
    }
    var downward = volume.downwardAPI();
    if (downward != null) {
      files.downward(downward.items(), mode(downward.defaultMode()));
    }
    if (volume.projected() != null) {
      files.projected(volume.projected());
    }
    return files.files;
  }

  private static int mode(@Nullable Integer mode) {
    return mode == null ? DEFAULT_MODE : mode;
  }

  private void projected(ProjectedVolumeSource source) throws ConfigException {
    var mode = mode(source.defaultMode());
    for (var part : source.sources()) {
      if (part.configMap() != null) {
        configMap(
            part.configMap().name(), part.configMap().items(), part.configMap().optional(), mode);
      }
      if (part.secret() != null) {
        secret(part.secret().name(), part.secret().items(), part.secret().optional(), mode);
      }
      if (part.downwardAPI() != null) {
        downward(part.downwardAPI().items(), mode);
      }
      var token = part.serviceAccountToken();
      if (token != null) {
        var seconds = token.expirationSeconds() == null ? 3600 : token.expirationSeconds();
        var text = tokens.token(pod, Objects.requireNonNullElse(token.audience(), ""), seconds);
        files.put(token.path(), new Content(text.getBytes(StandardCharsets.UTF_8), mode));
      }
      if (part.clusterTrustBundle() != null || part.podCertificate() != null) {
        throw new ConfigException("this projected volume source is not supported");
      }
    }
  }

  private void configMap(
      @Nullable String name, List<KeyToPath> items, @Nullable Boolean optional, int mode)
      throws ConfigException {
    var wanted = Objects.requireNonNullElse(name, "");
    var found = objects.configMap(pod.pod().namespace(), wanted);
    if (found.isEmpty()) {
      if (!Boolean.TRUE.equals(optional)) {
        throw new ConfigException("configmap \"" + wanted + "\" not found");
      }
      return;
    }
    put(data(found.get()), items, Boolean.TRUE.equals(optional), mode);
  }

  private void secret(
      @Nullable String name, List<KeyToPath> items, @Nullable Boolean optional, int mode)
      throws ConfigException {
    var wanted = Objects.requireNonNullElse(name, "");
    var found = objects.secret(pod.pod().namespace(), wanted);
    if (found.isEmpty()) {
      if (!Boolean.TRUE.equals(optional)) {
        throw new ConfigException("secret \"" + wanted + "\" not found");
      }
      return;
    }
    put(data(found.get()), items, Boolean.TRUE.equals(optional), mode);
  }

  private static Map<String, byte[]> data(ConfigMap configMap) {
    var data = new HashMap<String, byte[]>();
    configMap.data().forEach((k, v) -> data.put(k, v.getBytes(StandardCharsets.UTF_8)));
    configMap.binaryData().forEach((k, v) -> data.put(k, Base64.getDecoder().decode(v)));
    return data;
  }

  private static Map<String, byte[]> data(Secret secret) {
    var data = new HashMap<String, byte[]>();
    secret.data().forEach((k, v) -> data.put(k, Base64.getDecoder().decode(v)));
    return data;
  }

  private void put(Map<String, byte[]> data, List<KeyToPath> items, boolean optional, int mode)
      throws ConfigException {
    if (items.isEmpty()) {
      data.forEach((key, bytes) -> files.put(key, new Content(bytes, mode)));
      return;
    }
    for (var item : items) {
      var bytes = data.get(item.key());
      if (bytes == null) {
        if (optional) {
          continue;
        }
        throw new ConfigException("references non-existent config key: " + item.key());
      }
      files.put(item.path(), new Content(bytes, item.mode() == null ? mode : item.mode()));
    }
  }

  private void downward(List<DownwardAPIVolumeFile> items, int mode) throws ConfigException {
    for (var item : items) {
      String text;
      var resource = item.resourceFieldRef();
      if (item.fieldRef() != null) {
        text = pod.field(item.fieldRef().fieldPath());
      } else if (resource != null) {
        var name = Objects.requireNonNullElse(resource.containerName(), "");
        var container =
            PodContainers.find(pod.pod(), name)
                .orElseThrow(() -> new ConfigException("container " + name + " not found"));
        text = pod.resource(resource, container);
      } else {
        continue;
      }
      files.put(
          item.path(),
          new Content(
              text.getBytes(StandardCharsets.UTF_8), item.mode() == null ? mode : item.mode()));
    }
  }
}
