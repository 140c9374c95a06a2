package io.coxswain.scheduler.plugins;

import io.coxswain.scheduler.framework.ScorePlugin;
import io.coxswain.scheduler.nodes.NodeTable;
import io.coxswain.scheduler.nodes.PodInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prefers nodes that have the pod's images already, by size; an image counts in proportion to how
 * many nodes have it, lest all pods heap up on the one node that does.
 */
public final class ImageLocality implements ScorePlugin<List<String>> {
  private static final long MIN_BYTES = 23L * 1024 * 1024;
  private static final long MAX_BYTES_PER_CONTAINER = 1000L * 1024 * 1024;

  @Override
  public String name() {
    return "ImageLocality";
  }

  @Override
  public int weight() {
    return 1;
  }

  @Override
  public @Nullable List<String> preScore(PodInfo pod, NodeTable nodes) {
    var images = pod.signature().images().stream().map(ImageLocality::normalized).toList();
    return images.isEmpty() ? null : images;
  }

  @Override
  public long score(List<String> images, NodeTable nodes, int row) {
    var sum = 0L;
    for (var image : images) {
      var size = nodes.imageSize(row, image);
      if (size > 0) {
        sum += (long) (size * ((double) nodes.nodesWithImage(image) / nodes.nodeCount()));
      }
    }
    var max = MAX_BYTES_PER_CONTAINER * images.size();
    return MAX_SCORE * (Math.clamp(sum, MIN_BYTES, max) - MIN_BYTES) / (max - MIN_BYTES);
  }

  /** A name without tag means {@code latest}. */
  private static String normalized(String image) {
    return image.lastIndexOf(':') <= image.lastIndexOf('/') ? image + ":latest" : image;
  }
}
