package io.coxswain.kubelet.env;

import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.Secret;
import io.coxswain.api.core.v1.Service;
import java.util.List;
import java.util.Optional;

/** Where the objects that pods refer to come from. */
public interface ObjectSource {
  Optional<ConfigMap> configMap(String namespace, String name);

  Optional<Secret> secret(String namespace, String name);

  /** All Services of the cluster. */
  List<Service> services();
}
