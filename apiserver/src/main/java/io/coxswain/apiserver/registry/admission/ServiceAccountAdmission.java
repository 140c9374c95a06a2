package io.coxswain.apiserver.registry.admission;

import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.Trees;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every pod runs as a service account that exists, and finds that account's token in a volume. */
public final class ServiceAccountAdmission implements Admission {
  static final String TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";
  private static final String MIRROR = "kubernetes.io/config.mirror";
  private static final String VOLUME_PREFIX = "kube-api-access-";
  private static final String SUFFIX_CHARACTERS = "bcdfghjklmnpqrstvwxz2456789";

  /** An hour and seven seconds: upstream's mark of tokens that libraries may not renew. */
  private static final int TOKEN_SECONDS = 3607;

  private static final int FILE_MODE = 0644;

  private final Lookup lookup;
  private final RandomGenerator random;

  public ServiceAccountAdmission(Lookup lookup, RandomGenerator random) {
    this.lookup = lookup;
    this.random = random;
  }

  @Override
  public String name() {
    return "ServiceAccount";
  }

  @Override
  public @Nullable Refusal mutate(Review review) {
    var pod = review.object();
    if (pod == null || !review.creates("pods")) {
      return null;
    }
    var spec = Trees.child(pod, "spec");
    if (Trees.object(pod.get("metadata"), "annotations") instanceof ObjectNode annotations
        && annotations.has(MIRROR)) {
      return checkMirror(spec);
    }
    if (Trees.text(spec, "serviceAccountName").isEmpty()) {
      spec.put("serviceAccountName", "default");
      spec.put("serviceAccount", "default");
    }
    var name = Trees.text(spec, "serviceAccountName");
    var account = lookup.find("serviceaccounts", review.call().namespace(), name);
    if (account == null) {
      return new Refusal.Forbidden(
          "error looking up service account "
              + review.call().namespace()
              + "/"
              + name
              + ": serviceaccount \""
              + name
              + "\" not found");
    }
    if (spec.path("imagePullSecrets").isEmpty() && !account.path("imagePullSecrets").isEmpty()) {
      spec.set("imagePullSecrets", account.get("imagePullSecrets").deepCopy());
    }
    var wanted =
        spec.path("automountServiceAccountToken")
            .asBoolean(account.path("automountServiceAccountToken").asBoolean(true));
    if (wanted) {
      mountToken(spec);
    }
    return null;
  }

  /** Pods a kubelet has from files can't use what the API holds. */
  private static @Nullable Refusal checkMirror(ObjectNode spec) {
    if (!Trees.text(spec, "serviceAccountName").isEmpty()) {
      return new Refusal.Forbidden("a mirror pod may not reference service accounts");
    }
    for (var volume : spec.path("volumes")) {
      if (volume.has("secret")) {
        return new Refusal.Forbidden("a mirror pod may not reference secrets");
      }
    }
    return null;
  }

  private void mountToken(ObjectNode spec) {
    var volume = volumeName(spec);
    var used = false;
    for (var list : List.of("initContainers", "containers")) {
      for (var container : spec.path(list)) {
        if (container instanceof ObjectNode object && !mountsToken(object)) {
          var mount = object.withArray("volumeMounts").addObject();
          mount.put("name", volume);
          mount.put("readOnly", true);
          mount.put("mountPath", TOKEN_PATH);
          used = true;
        }
      }
    }
    if (used && !hasVolume(spec, volume)) {
      addVolume(spec, volume);
    }
  }

  private static boolean mountsToken(JsonNode container) {
    for (var mount : container.path("volumeMounts")) {
      if (Trees.text(mount, "mountPath").equals(TOKEN_PATH)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasVolume(ObjectNode spec, String name) {
    for (var volume : spec.path("volumes")) {
      if (Trees.text(volume, "name").equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** A volume of such a name that the pod brought along is used as it is. */
  private String volumeName(ObjectNode spec) {
    Set<String> names = new HashSet<>();
    for (var volume : spec.path("volumes")) {
      var name = Trees.text(volume, "name");
      if (name.startsWith(VOLUME_PREFIX) && volume.has("projected")) {
        return name;
      }
      names.add(name);
    }
    String name;
    do {
      var suffix = new StringBuilder(VOLUME_PREFIX);
      for (var i = 0; i < 5; i++) {
        suffix.append(SUFFIX_CHARACTERS.charAt(random.nextInt(SUFFIX_CHARACTERS.length())));
      }
      name = suffix.toString();
    } while (names.contains(name));
    return name;
  }

  private static void addVolume(ObjectNode spec, String name) {
    var volume = spec.withArray("volumes").addObject();
    volume.put("name", name);
    var projected = volume.putObject("projected");
    var sources = projected.putArray("sources");
    var token = sources.addObject().putObject("serviceAccountToken");
    token.put("expirationSeconds", TOKEN_SECONDS);
    token.put("path", "token");
    var authority = sources.addObject().putObject("configMap");
    authority.put("name", "kube-root-ca.crt");
    authority.putArray("items").addObject().put("key", "ca.crt").put("path", "ca.crt");
    var item = sources.addObject().putObject("downwardAPI").putArray("items").addObject();
    item.put("path", "namespace");
    item.putObject("fieldRef").put("apiVersion", "v1").put("fieldPath", "metadata.namespace");
    projected.put("defaultMode", FILE_MODE);
  }
}
