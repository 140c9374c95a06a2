package io.coxswain.scheduler.framework;

import io.coxswain.scheduler.nodes.NodeTable;
import io.coxswain.scheduler.nodes.PodInfo;
import org.jspecify.annotations.Nullable;

/**
 * The extension points PreScore, Score and NormalizeScore.
 *
 * @param <S> what PreScore worked out for one pod
 */
public interface ScorePlugin<S> extends Plugin {
  int MAX_SCORE = 100;

  /** How often this plugin's score counts in the sum. */
  int weight();

  /** Works out what Score needs; null where this pod does not concern the plugin. */
  @Nullable S preScore(PodInfo pod, NodeTable nodes);

  /** The raw score of a node; 0-100 unless {@link #normalization} brings it there. */
  long score(S state, NodeTable nodes, int row);

  default Normalization normalization() {
    return Normalization.NONE;
  }

  /** Whether the score of a node depends on that node alone, and can be reused until it changes. */
  default boolean looksAtOneNode() {
    return true;
  }
}
