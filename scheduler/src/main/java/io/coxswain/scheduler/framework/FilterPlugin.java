package io.coxswain.scheduler.framework;

import io.coxswain.scheduler.nodes.NodeTable;
import io.coxswain.scheduler.nodes.PodInfo;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The extension points PreFilter and Filter.
 *
 * @param <S> what PreFilter worked out for one pod
 */
public interface FilterPlugin<S> extends Plugin {
  /** Works out what Filter needs; null where this pod does not concern the plugin. */
  @Nullable S preFilter(PodInfo pod, NodeTable nodes);

  Verdict filter(S state, NodeTable nodes, int row);

  /** The only nodes worth looking at for this pod, by name; null for all. */
  default @Nullable Set<String> candidates(S state) {
    return null;
  }

  /**
   * Whether the answer for a node depends on that node alone, and can be reused until it changes.
   */
  default boolean looksAtOneNode() {
    return true;
  }
}
