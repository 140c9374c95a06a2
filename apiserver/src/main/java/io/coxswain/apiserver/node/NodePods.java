package io.coxswain.apiserver.node;

/** What the pods bound to a node use. */
public interface NodePods {
  /** What can be asked about, in the words of the API. */
  enum Used {
    SECRET,
    CONFIG_MAP,
    CLAIM,
    SERVICE_ACCOUNT,
    RESOURCE_CLAIM
  }

  /** Whether a pod of a namespace, bound to a node, uses an object of that namespace. */
  boolean uses(String node, Used kind, String namespace, String name);

  /** Whether a persistent volume belongs to a claim that a pod bound to the node uses. */
  boolean usesVolume(String node, String name);
}
