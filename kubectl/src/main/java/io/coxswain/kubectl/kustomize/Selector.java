package io.coxswain.kubectl.kustomize;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.LabelSelector;
import io.coxswain.kubectl.tree.Trees;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/** Which resources a patch or a replacement means; every given part is a regular expression. */
record Selector(JsonNode spec) {

  List<Resource> select(List<Resource> resources) {
    return resources.stream().filter(this::matches).toList();
  }

  boolean matches(Resource resource) {
    return resource.ids().stream().anyMatch(this::matches)
        && labels("labelSelector", "labels", resource)
        && labels("annotationSelector", "annotations", resource);
  }

  private boolean matches(Resource.Id id) {
    return part("group", id.group())
        && part("version", id.version())
        && part("kind", id.kind())
        && part("name", id.name())
        && part("namespace", id.effectiveNamespace());
  }

  private boolean part(String name, String value) {
    var wanted = text(spec, name);
    try {
      return wanted.isEmpty() || Pattern.matches("(?:" + wanted + ")", value);
    } catch (PatternSyntaxException e) {
      throw KubectlException.error("selector " + name + " is no pattern: " + wanted);
    }
  }

  private boolean labels(String name, String field, Resource resource) {
    var wanted = text(spec, name);
    return wanted.isEmpty()
        || LabelSelector.parse(wanted).matches(Trees.textMap(resource.object, "metadata", field));
  }
}
