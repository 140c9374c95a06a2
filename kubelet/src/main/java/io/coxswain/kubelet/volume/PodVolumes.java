package io.coxswain.kubelet.volume;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Volume;
import io.coxswain.kubelet.env.PodFields;
import java.nio.file.Path;
import java.util.Map;

/** The volumes of a node's pods. Safe for any thread; one pod's calls don't overlap. */
public interface PodVolumes {
  /** Sets every volume up, or brings it up to date; idempotent. Host paths by volume name. */
  Map<String, Path> setUp(PodFields pod) throws VolumeException;

  /** The pod's own directory on the node. */
  Path directory(String podUid);

  /** Removes the pod's directory and what is mounted there. */
  void tearDown(String podUid);

  /** Whether a volume's content follows objects of the API. */
  static boolean follows(Volume volume) {
    return volume.configMap() != null
        || volume.secret() != null
        || volume.projected() != null
        || volume.downwardAPI() != null;
  }

  static boolean anyFollows(Pod pod) {
    return pod.spec().volumes().stream().anyMatch(PodVolumes::follows);
  }
}
