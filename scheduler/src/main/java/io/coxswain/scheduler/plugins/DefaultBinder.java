package io.coxswain.scheduler.plugins;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.Binding;
import io.coxswain.api.core.v1.ObjectReferenceBuilder;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ResourceClient;
import io.coxswain.scheduler.framework.BindPlugin;

/** Binds through the pod's {@code binding} subresource. */
public final class DefaultBinder implements BindPlugin {
  private final ResourceClient<Pod> pods;

  public DefaultBinder(KubernetesClient client) {
    pods = client.resources(Pod.class);
  }

  @Override
  public String name() {
    return "DefaultBinder";
  }

  @Override
  public void bind(Pod pod, String nodeName) {
    var binding =
        new Binding(
            // with the UID, lest a pod made anew under the same name is bound in its place
            ObjectMetaBuilder.builder()
                .namespace(pod.namespace())
                .name(pod.name())
                .uid(pod.uid())
                .build(),
            ObjectReferenceBuilder.builder().kind("Node").name(nodeName).build());
    pods.createSubresource(pod.namespace(), pod.name(), "binding", Json.tree(binding));
  }
}
