package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.tree.Trees;

/** Says where the control plane and the cluster's own services are. */
public final class ClusterInfoVerb extends Verb {
  @Override
  public int run(Session session) {
    var services = session.resources().named("services");
    var list =
        session
            .api()
            .get(
                services.collection("kube-system")
                    + "?labelSelector=kubernetes.io%2Fcluster-service%3Dtrue");
    var server = session.config().server();
    session.out().println("Kubernetes control plane is running at " + server);
    for (var service : Trees.items(list, "items")) {
      var ports = Trees.items(service, "spec", "ports");
      var port = ports.isEmpty() ? "" : ":" + Trees.text(ports.getFirst(), "name");
      var shown = Trees.text(service, "metadata", "labels", "kubernetes.io/name");
      session
          .out()
          .println(
              "%s is running at %s/api/v1/namespaces/kube-system/services/%s%s/proxy"
                  .formatted(
                      shown.isEmpty() ? Trees.name(service) : shown,
                      server,
                      Trees.name(service),
                      port));
    }
    session
        .out()
        .println(
            "\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.");
    return 0;
  }
}
