package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.invocation.GoDuration;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.Trees;
import java.time.Duration;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** How objects are deleted by verbs that do so on the way to something else. */
final class Deletion {
  @Option(names = "--force", description = "Delete objects and create them again where needed.")
  boolean force;

  @Option(names = "--grace-period", description = "Seconds that objects have to end; -1: as is.")
  int gracePeriod = -1;

  @Option(
      names = "--cascade",
      arity = "0..1",
      fallbackValue = "background",
      description = "background, foreground or orphan: what becomes of dependents.")
  String cascade = "background";

  @Option(names = "--timeout", description = "How long to wait for the end; 0: as long as needed.")
  String timeout = "0s";

  @Option(
      names = "--wait",
      arity = "0..1",
      fallbackValue = "true",
      description = "Wait until the objects are gone.")
  boolean wait;

  /** The body of the request. */
  ObjectNode options() {
    return options(gracePeriod, cascade);
  }

  static ObjectNode options(int gracePeriod, String cascade) {
    var options = Trees.object();
    options.put("apiVersion", "v1");
    options.put("kind", "DeleteOptions");
    if (gracePeriod >= 0) {
      options.put("gracePeriodSeconds", gracePeriod);
    }
    options.put(
        "propagationPolicy",
        switch (cascade) {
          case "background", "true" -> "Background";
          case "foreground" -> "Foreground";
          case "orphan", "false" -> "Orphan";
          default ->
              throw KubectlException.error(
                  "invalid cascade value (%s). Must be \"background\", \"foreground\", or \"orphan\""
                      .formatted(cascade));
        });
    return options;
  }

  Duration atMost(Duration otherwise) {
    var duration = GoDuration.parse(timeout);
    return duration.isZero() ? otherwise : duration;
  }
}
