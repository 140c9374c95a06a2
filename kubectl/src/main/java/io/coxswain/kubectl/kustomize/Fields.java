package io.coxswain.kubectl.kustomize;

import io.coxswain.kubectl.invocation.KubectlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a kustomization: which there are, which are deprecated, which we refuse. */
final class Fields {
  private static final Set<String> KNOWN =
      Set.of(
          "apiVersion",
          "kind",
          "metadata",
          "resources",
          "bases",
          "components",
          "namespace",
          "namePrefix",
          "nameSuffix",
          "labels",
          "commonLabels",
          "commonAnnotations",
          "configMapGenerator",
          "secretGenerator",
          "generatorOptions",
          "images",
          "replicas",
          "patches",
          "patchesStrategicMerge",
          "patchesJson6902",
          "replacements",
          "sortOptions");
  private static final Set<String> REFUSED =
      Set.of(
          "vars",
          "crds",
          "openapi",
          "configurations",
          "generators",
          "transformers",
          "validators",
          "helmCharts",
          "helmGlobals",
          "helmChartInflationGenerator",
          "buildMetadata",
          "inventory");
  private static final Map<String, String> DEPRECATED =
      Map.of(
          "bases", "resources",
          "commonLabels", "labels",
          "patchesJson6902", "patches",
          "patchesStrategicMerge", "patches");

  private Fields() {}

  static void check(ObjectNode kustomization) {
    for (var name : kustomization.propertyNames()) {
      if (REFUSED.contains(name)) {
        throw KubectlException.error(
            "invalid Kustomization: the field \"" + name + "\" is not supported; remove it");
      }
      if (!KNOWN.contains(name)) {
        throw KubectlException.error("invalid Kustomization: json: unknown field \"" + name + "\"");
      }
    }
  }

  static List<String> deprecations(ObjectNode kustomization) {
    var warnings = new ArrayList<String>();
    for (var name : DEPRECATED.keySet().stream().sorted().toList()) {
      if (kustomization.has(name)) {
        warnings.add(
            "# Warning: '%s' is deprecated. Please use '%s' instead. Run 'kustomize edit fix' to update your Kustomization automatically."
                .formatted(name, DEPRECATED.get(name)));
      }
    }
    return warnings;
  }
}
