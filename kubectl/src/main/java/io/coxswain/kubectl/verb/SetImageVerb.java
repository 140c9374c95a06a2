package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Sets the images of containers: {@code CONTAINER=IMAGE}. */
public final class SetImageVerb extends SetVerb {
  private final Map<String, String> images = new LinkedHashMap<>();

  @Override
  boolean takes(String argument) {
    var equals = argument.indexOf('=');
    if (equals <= 0) {
      return false;
    }
    images.put(argument.substring(0, equals), argument.substring(equals + 1));
    return true;
  }

  @Override
  void check() {
    if (images.isEmpty()) {
      throw KubectlException.error("at least one image update is required");
    }
    if (images.containsKey("*") && images.size() > 1) {
      throw KubectlException.error(
          "all containers are already specified by *, but saw more than one container_name=container_image pairs");
    }
  }

  @Override
  String happened() {
    return "image updated";
  }

  @Override
  void change(Session session, Located item, ObjectNode podSpec) {
    images.forEach(
        (name, image) -> {
          var containers = containers(podSpec, name, true);
          if (containers.isEmpty()) {
            throw KubectlException.error("unable to find container named \"" + name + "\"");
          }
          containers.forEach(container -> container.put("image", image));
        });
  }
}
