package io.coxswain.scheduler.framework;

/** How raw scores become 0-100 over the nodes that fit. */
public enum Normalization {
  /** They are 0-100 already. */
  NONE,
  /** Proportional to the largest. */
  PROPORTIONAL,
  /** As {@link #PROPORTIONAL}, then turned round: the largest raw score is the worst. */
  REVERSED,
  /** The smallest becomes 0, the largest 100. */
  SPREAD,
  /**
   * The smallest becomes 100: {@code 100 * (max + min - score) / max}, as PodTopologySpread has it.
   */
  FEWEST_FIRST;

  /** One score, given the smallest and the largest raw score of the nodes that fit. */
  public long apply(long score, long min, long max) {
    return switch (this) {
      case NONE -> score;
      case PROPORTIONAL -> max == 0 ? score : score * ScorePlugin.MAX_SCORE / max;
      case REVERSED ->
          max == 0
              ? ScorePlugin.MAX_SCORE
              : ScorePlugin.MAX_SCORE - score * ScorePlugin.MAX_SCORE / max;
      case SPREAD -> max == min ? 0 : ScorePlugin.MAX_SCORE * (score - min) / (max - min);
      case FEWEST_FIRST ->
          max == 0 ? ScorePlugin.MAX_SCORE : ScorePlugin.MAX_SCORE * (max + min - score) / max;
    };
  }
}
