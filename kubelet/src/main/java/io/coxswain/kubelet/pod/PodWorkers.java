package io.coxswain.kubelet.pod;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Volume;
import io.coxswain.kubelet.runtime.PodRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The workers of one node's pods, by pod UID. Safe for any thread. */
public final class PodWorkers implements AutoCloseable {
  private final NodeContext node;
  private final ContainerStarter starter;
  private final Map<String, PodWorker> workers = new ConcurrentHashMap<>();

  /** Pods that were stopped and removed; the API server may still show them for a moment. */
  private final Set<String> done = ConcurrentHashMap.newKeySet();

  private final Object admission = new Object();
  private volatile @Nullable Node nodeObject;
  private volatile boolean closed;

  public PodWorkers(NodeContext node) {
    this.node = node;
    this.starter = new ContainerStarter(node);
  }

  /** The API server's latest word about a pod of this node. */
  public void update(Pod pod) {
    var uid = pod.uid();
    if (closed || done.contains(uid)) {
      return;
    }
    var worker = workers.get(uid);
    if (worker != null) {
      worker.update(pod);
    } else {
      begin(pod, pod.metadata().deletionTimestamp() != null);
    }
  }

  private synchronized void begin(Pod pod, boolean removed) {
    var uid = pod.uid();
    if (workers.containsKey(uid) || closed) {
      return;
    }
    var worker = new PodWorker(node, starter, pod, removed, this::refuse, () -> ended(uid));
    workers.put(uid, worker);
    worker.start();
  }

  /** One pod at a time, so that two do not get the same place. */
  private Optional<DesiredPod.Failure> refuse(PodWorker worker) {
    synchronized (admission) {
      var others =
          workers.values().stream().filter(PodWorker::holdsPlace).map(PodWorker::pod).toList();
      var why = new PodAdmission(nodeObject, others).refuse(worker.pod());
      if (why.isEmpty()) {
        worker.admitted();
      }
      return why;
    }
  }

  /** The API server's latest word about the node itself. */
  public void node(Node latest) {
    nodeObject = latest;
  }

  private void ended(String uid) {
    workers.remove(uid);
    if (!closed) {
      done.add(uid);
    }
  }

  /** The API server no longer has the pod. */
  public void delete(String uid) {
    var worker = workers.get(uid);
    if (worker != null) {
      worker.remove();
    }
    done.remove(uid);
  }

  /** The runtime has a pod that the API server does not know: it is stopped and removed. */
  public void removeOrphan(PodRef pod) {
    if (done.contains(pod.uid())) {
      return;
    }
    var tree = Json.mapper().createObjectNode();
    tree.putObject("metadata")
        .put("name", pod.name())
        .put("namespace", pod.namespace())
        .put("uid", pod.uid());
    tree.putObject("spec").putArray("containers");
    tree.putObject("status");
    begin(Json.read(tree, Pod.class), true);
  }

  /** The runtime saw a change; an empty UID means all pods. */
  public void changed(String podUid) {
    if (podUid.isEmpty()) {
      workers.values().forEach(PodWorker::wake);
      return;
    }
    var worker = workers.get(podUid);
    if (worker != null) {
      worker.wake();
    }
  }

  /** A ConfigMap or Secret changed: pods that show it in a volume look again. */
  public void objectChanged(String namespace, String kind, String name) {
    for (var worker : workers.values()) {
      var pod = worker.pod();
      if (pod.namespace().equals(namespace)
          && pod.spec().volumes().stream().anyMatch(v -> shows(v, kind, name))) {
        worker.refreshVolumes();
      }
    }
  }

  private static boolean shows(Volume volume, String kind, String name) {
    var secret = kind.equals("Secret");
    if (volume.configMap() != null && !secret && name.equals(volume.configMap().name())) {
      return true;
    }
    if (volume.secret() != null && secret && name.equals(volume.secret().secretName())) {
      return true;
    }
    return volume.projected() != null
        && volume.projected().sources().stream()
            .anyMatch(
                s ->
                    secret
                        ? s.secret() != null && name.equals(s.secret().name())
                        : s.configMap() != null && name.equals(s.configMap().name()));
  }

  /** Pods as the kubelet's own API shows them: with the status last computed. */
  public List<Pod> pods() {
    return workers.values().stream().map(w -> w.pod().withStatus(w.status())).toList();
  }

  public Optional<Pod> pod(String namespace, String name) {
    return pods().stream()
        .filter(p -> p.namespace().equals(namespace) && p.name().equals(name))
        .findFirst();
  }

  public boolean has(String podUid) {
    return workers.containsKey(podUid);
  }

  /** Ends the workers; containers run on. */
  @Override
  public void close() {
    closed = true;
    workers.values().forEach(PodWorker::close);
  }
}
