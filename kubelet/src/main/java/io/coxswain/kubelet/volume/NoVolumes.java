package io.coxswain.kubelet.volume;

import io.coxswain.kubelet.env.PodFields;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Volumes of simulated nodes: names without files. */
public final class NoVolumes implements PodVolumes {
  private final Path root;

  public NoVolumes(Path root) {
    this.root = root;
  }

  @Override
  public Map<String, Path> setUp(PodFields pod) {
    var paths = new HashMap<String, Path>();
    pod.pod().spec().volumes().forEach(v -> paths.put(v.name(), root));
    return paths;
  }

  @Override
  public Path directory(String podUid) {
    return root;
  }

  @Override
  public void tearDown(String podUid) {}
}
