package io.coxswain.apiserver.node;

import io.coxswain.api.rbac.v1.PolicyRule;
import io.coxswain.apiserver.auth.Authorizer;
import io.coxswain.apiserver.node.NodePods.Used;
import io.coxswain.apiserver.rbac.OwnPolicy;
import io.coxswain.apiserver.rbac.Rules;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.List;
import java.util.Set;

/**
 * Lets kubelets do what upstream's role system:node lists, but read secrets, config maps, claims
 * and volumes only where a pod bound to their node uses them, and touch only their own lease. What
 * kubelets may change is narrowed further by the NodeRestriction admission.
 */
public final class NodeAuthorizer implements Authorizer {
  private static final String USER_PREFIX = "system:node:";
  private static final String GROUP = "system:nodes";
  private static final String LEASES = "kube-node-lease";
  private static final Set<String> READ = Set.of("get", "list", "watch");
  private static final Set<String> OWN_OBJECT =
      Set.of("get", "create", "update", "patch", "delete");

  private final NodePods pods;
  private final List<PolicyRule> rules = OwnPolicy.nodeRules();

  public NodeAuthorizer(NodePods pods) {
    this.pods = pods;
  }

  /** Whether a user is a kubelet: named after its node, in the group of all nodes. */
  private static boolean isNode(UserInfo user) {
    return user.name().startsWith(USER_PREFIX) && user.groups().contains(GROUP);
  }

  @Override
  public Decision authorize(UserInfo user, RequestInfo info) {
    if (!isNode(user)) {
      return Decision.NO_OPINION;
    }
    var node = user.name().substring(USER_PREFIX.length());
    if (!info.isResource()) {
      return byRules(info);
    }
    return switch (info.group() + "/" + info.resource()) {
      case "/secrets" -> read(node, Used.SECRET, info);
      case "/configmaps" -> read(node, Used.CONFIG_MAP, info);
      case "/persistentvolumeclaims" -> claim(node, info);
      case "/persistentvolumes" -> volume(node, info);
      case "/serviceaccounts" -> account(node, info);
      case "resource.k8s.io/resourceclaims" -> get(node, Used.RESOURCE_CLAIM, info);
      case "coordination.k8s.io/leases" -> lease(node, info);
      case "storage.k8s.io/csinodes" -> own(node, info, "CSINode");
      default -> byRules(info);
    };
  }

  private Decision byRules(RequestInfo info) {
    return rules.stream().anyMatch(rule -> Rules.allows(rule, info))
        ? Decision.ALLOWED
        : Decision.NO_OPINION;
  }

  private Decision read(String node, Used kind, RequestInfo info) {
    if (!READ.contains(info.verb())) {
      return no("can only read resources of this type");
    }
    if (!info.subresource().isEmpty()) {
      return no("cannot read subresource");
    }
    if (info.namespace().isEmpty()) {
      return no("can only read namespaced object of this type");
    }
    return related(node, kind, info);
  }

  private Decision get(String node, Used kind, RequestInfo info) {
    if (!info.verb().equals("get")) {
      return no("can only get individual resources of this type");
    }
    return info.subresource().isEmpty() ? related(node, kind, info) : no("cannot get subresource");
  }

  private Decision claim(String node, RequestInfo info) {
    if (!info.subresource().equals("status")) {
      return get(node, Used.CLAIM, info);
    }
    return Set.of("get", "update", "patch").contains(info.verb())
        ? related(node, Used.CLAIM, info)
        : no("can only get, update or patch the status of this type");
  }

  private Decision volume(String node, RequestInfo info) {
    if (!info.verb().equals("get") || !info.subresource().isEmpty()) {
      return no("can only get individual resources of this type");
    }
    return pods.usesVolume(node, info.name()) ? Decision.ALLOWED : unrelated(node);
  }

  /** A kubelet reads accounts for the annotations its credential providers ask for. */
  private Decision account(String node, RequestInfo info) {
    return info.verb().equals("get") && info.subresource().isEmpty()
        ? related(node, Used.SERVICE_ACCOUNT, info)
        : token(node, info);
  }

  private Decision token(String node, RequestInfo info) {
    if (!info.verb().equals("create")
        || !info.subresource().equals("token")
        || info.name().isEmpty()) {
      return no("can only create tokens for individual service accounts");
    }
    return related(node, Used.SERVICE_ACCOUNT, info);
  }

  private static Decision lease(String node, RequestInfo info) {
    if (!info.namespace().equals(LEASES)) {
      return no("can only access leases in the \"" + LEASES + "\" system namespace");
    }
    return own(node, info, "node lease");
  }

  /** An object of the node's own name; the name of one to be created is checked at admission. */
  private static Decision own(String node, RequestInfo info, String what) {
    if (!OWN_OBJECT.contains(info.verb())) {
      return no("can only get, create, update, patch, or delete a " + what);
    }
    if (!info.subresource().isEmpty()) {
      return no("cannot authorize " + what + " subresources");
    }
    return info.verb().equals("create") || info.name().equals(node)
        ? Decision.ALLOWED
        : no("can only access " + what + " with the same name as the requesting node");
  }

  private Decision related(String node, Used kind, RequestInfo info) {
    if (info.name().isEmpty()) {
      return no("No Object name found");
    }
    return pods.uses(node, kind, info.namespace(), info.name())
        ? Decision.ALLOWED
        : unrelated(node);
  }

  private static Decision unrelated(String node) {
    return no("no relationship found between node '" + node + "' and this object");
  }

  private static Decision no(String reason) {
    return new Decision(false, reason);
  }
}
