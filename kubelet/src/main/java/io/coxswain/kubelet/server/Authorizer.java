package io.coxswain.kubelet.server;

import io.coxswain.api.Json;
import io.coxswain.api.authentication.v1.TokenReview;
import io.coxswain.api.authorization.v1.ResourceAttributesBuilder;
import io.coxswain.api.authorization.v1.SubjectAccessReview;
import io.coxswain.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the API server who a token belongs to and what a caller may do with this node. */
record Authorizer(KubernetesClient client, String nodeName) {
  /** The caller a bearer token belongs to; empty for a token the API server does not know. */
  Optional<Caller> authenticate(String token) {
    var tree = Json.mapper().createObjectNode();
    tree.putObject("metadata");
    tree.putObject("spec").put("token", token);
    tree.putObject("status");
    var answer =
        Json.tree(client.resources(TokenReview.class).create(Json.read(tree, TokenReview.class)));
    var status = answer.path("status");
    if (!status.path("authenticated").asBoolean(false)) {
      return Optional.empty();
    }
    var groups = new ArrayList<String>();
    status.path("user").path("groups").forEach(g -> groups.add(g.asString("")));
    return Optional.of(
        new Caller(status.path("user").path("username").asString(""), List.copyOf(groups)));
  }

  boolean allows(Caller caller, String method, String path) {
    if (caller.isApiServer()) {
      return true;
    }
    var attributes =
        ResourceAttributesBuilder.builder()
            .verb(verb(method))
            .version("v1")
            .resource("nodes")
            .subresource(subresource(path))
            .name(nodeName)
            .build();
    var tree = Json.mapper().createObjectNode();
    tree.putObject("metadata");
    var spec = tree.putObject("spec");
    spec.put("user", caller.user());
    var groups = spec.putArray("groups");
    caller.groups().forEach(groups::add);
    spec.set("resourceAttributes", Json.tree(attributes));
    tree.putObject("status").put("allowed", false);
    var review = Json.read(tree, SubjectAccessReview.class);
    return client.resources(SubjectAccessReview.class).create(review).status().allowed();
  }

  private static String verb(String method) {
    return switch (method) {
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> "delete";
      default -> "get";
    };
  }

  /** Upstream's kubelet authorization attributes. */
  private static String subresource(String path) {
    if (path.startsWith("/stats")) {
      return "stats";
    }
    if (path.startsWith("/metrics")) {
      return "metrics";
    }
    if (path.startsWith("/logs")) {
      return "log";
    }
    return "proxy";
  }
}
