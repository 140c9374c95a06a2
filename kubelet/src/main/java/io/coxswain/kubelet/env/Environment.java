package io.coxswain.kubelet.env;

import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.EnvFromSource;
import io.coxswain.api.core.v1.EnvVar;
import io.coxswain.kubelet.pod.PodContainers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a container's environment variables, in upstream's order of precedence. */
public final class Environment {
  private final PodFields fields;
  private final ObjectSource objects;
  private final String namespace;

  private Environment(PodFields fields, ObjectSource objects) {
    this.fields = fields;
    this.objects = objects;
    this.namespace = fields.pod().namespace();
  }

  /**
   * The variables in order.
   *
   * @throws ConfigException where something referred to, and not optional, is missing
   */
  public static Map<String, String> of(PodFields fields, Container container, ObjectSource objects)
      throws ConfigException {
    return new Environment(fields, objects).build(container);
  }

  private Map<String, String> build(Container container) throws ConfigException {
    var links = !Boolean.FALSE.equals(fields.pod().spec().enableServiceLinks());
    var services = ServiceVariables.of(objects.services(), namespace, links);
    var result = new LinkedHashMap<String, String>();
    for (var source : container.envFrom()) {
      addAll(result, source);
    }
    var known = new LinkedHashMap<>(services);
    known.putAll(result);
    for (var variable : container.env()) {
      var value = value(variable, container, known);
      if (value != null) {
        known.put(variable.name(), value);
        result.put(variable.name(), value);
      }
    }
    services.forEach(result::putIfAbsent);
    return result;
  }

  private void addAll(Map<String, String> result, EnvFromSource source) throws ConfigException {
    var prefix = Objects.requireNonNullElse(source.prefix(), "");
    var configMap = source.configMapRef();
    if (configMap != null) {
      var name = Objects.requireNonNullElse(configMap.name(), "");
      var found = objects.configMap(namespace, name);
      if (found.isPresent()) {
        found.get().data().forEach((key, value) -> result.put(prefix + key, value));
      } else if (!Boolean.TRUE.equals(configMap.optional())) {
        throw new ConfigException("configmap \"" + name + "\" not found");
      }
    }
    var secret = source.secretRef();
    if (secret != null) {
      var name = Objects.requireNonNullElse(secret.name(), "");
      var found = objects.secret(namespace, name);
      if (found.isPresent()) {
        found.get().data().forEach((key, value) -> result.put(prefix + key, decoded(value)));
      } else if (!Boolean.TRUE.equals(secret.optional())) {
        throw new ConfigException("secret \"" + name + "\" not found");
      }
    }
  }

  private @Nullable String value(EnvVar variable, Container container, Map<String, String> known)
      throws ConfigException {
    var from = variable.valueFrom();
    if (from == null) {
      return Expansion.expand(Objects.requireNonNullElse(variable.value(), ""), known);
    }
    if (from.fieldRef() != null) {
      return fields.field(from.fieldRef().fieldPath());
    }
    var resource = from.resourceFieldRef();
    if (resource != null) {
      var name = resource.containerName();
      var target =
          name == null || name.isEmpty()
              ? container
              : PodContainers.find(fields.pod(), name)
                  .orElseThrow(() -> new ConfigException("container " + name + " not found"));
      return fields.resource(resource, target);
    }
    if (from.configMapKeyRef() != null) {
      return key(from.configMapKeyRef());
    }
    if (from.secretKeyRef() != null) {
      return key(from.secretKeyRef());
    }
    throw new ConfigException("environment variable " + variable.name() + " has no known source");
  }

  private @Nullable String key(EnvVar.ConfigMapKeySelector selector) throws ConfigException {
    var name = Objects.requireNonNullElse(selector.name(), "");
    var optional = Boolean.TRUE.equals(selector.optional());
    var found = objects.configMap(namespace, name);
    if (found.isEmpty() && !optional) {
      throw new ConfigException("configmap \"" + name + "\" not found");
    }
    var value = found.map(c -> c.data().get(selector.key())).orElse(null);
    if (value == null && !optional) {
      throw new ConfigException(
          "couldn't find key " + selector.key() + " in ConfigMap " + namespace + "/" + name);
    }
    return value;
  }

  private @Nullable String key(EnvVar.SecretKeySelector selector) throws ConfigException {
    var name = Objects.requireNonNullElse(selector.name(), "");
    var optional = Boolean.TRUE.equals(selector.optional());
    var found = objects.secret(namespace, name);
    if (found.isEmpty() && !optional) {
      throw new ConfigException("secret \"" + name + "\" not found");
    }
    var value = found.map(s -> s.data().get(selector.key())).orElse(null);
    if (value == null) {
      if (!optional) {
        throw new ConfigException(
            "couldn't find key " + selector.key() + " in Secret " + namespace + "/" + name);
      }
      return null;
    }
    return decoded(value);
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
