package io.coxswain.scheduler;

import io.coxswain.scheduler.framework.FilterPlugin;
import io.coxswain.scheduler.framework.ScorePlugin;
import io.coxswain.scheduler.framework.Verdict;
import io.coxswain.scheduler.nodes.NodeTable;
import io.coxswain.scheduler.nodes.PodInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the plugins that look at one node at a time say about every node, for pods of one signature.
 * {@link #refresh} asks again only about the rows that changed since the last time.
 */
final class Evaluation {
  private static final Verdict NOT_A_NODE = Verdict.unresolvable("");

  private final List<BoundFilter<?>> filters = new ArrayList<>();
  private final List<BoundScore<?>> scores = new ArrayList<>();
  private final @Nullable Set<String> candidates;
  private final Verdict notCandidate;
  private final Set<String> candidatePlugins = new HashSet<>();
  private Verdict[] verdicts = new Verdict[0];
  private int[] rejectingFilter = new int[0];
  private long[][] rawScores;
  private long refreshedAt = -1;

  /** A filter plugin with what it worked out for the pod. */
  record BoundFilter<S>(FilterPlugin<S> plugin, S state) {
    Verdict filter(NodeTable nodes, int row) {
      return plugin.filter(state, nodes, row);
    }

    @Nullable Set<String> candidates() {
      return plugin.candidates(state);
    }

    static <S> @Nullable BoundFilter<S> of(FilterPlugin<S> plugin, PodInfo pod, NodeTable nodes) {
      var state = plugin.preFilter(pod, nodes);
      return state == null ? null : new BoundFilter<>(plugin, state);
    }
  }

  /** A score plugin with what it worked out for the pod. */
  record BoundScore<S>(ScorePlugin<S> plugin, S state) {
    long score(NodeTable nodes, int row) {
      return plugin.score(state, nodes, row);
    }

    static <S> @Nullable BoundScore<S> of(ScorePlugin<S> plugin, PodInfo pod, NodeTable nodes) {
      var state = plugin.preScore(pod, nodes);
      return state == null ? null : new BoundScore<>(plugin, state);
    }
  }

  Evaluation(
      PodInfo pod,
      NodeTable nodes,
      List<FilterPlugin<?>> filterPlugins,
      List<ScorePlugin<?>> scorePlugins) {
    Set<String> only = null;
    for (var plugin : filterPlugins) {
      var bound = BoundFilter.of(plugin, pod, nodes);
      if (bound == null) {
        continue;
      }
      filters.add(bound);
      var named = bound.candidates();
      if (named != null) {
        candidatePlugins.add(plugin.name());
        only = only == null ? new HashSet<>(named) : retain(only, named);
      }
    }
    candidates = only;
    notCandidate = Verdict.unresolvable("node(s) didn't satisfy plugin(s) " + candidatePlugins);
    for (var plugin : scorePlugins) {
      var bound = BoundScore.of(plugin, pod, nodes);
      if (bound != null) {
        scores.add(bound);
      }
    }
    rawScores = new long[scores.size()][0];
  }

  private static Set<String> retain(Set<String> set, Set<String> others) {
    set.retainAll(others);
    return set;
  }

  /**
   * Whether only a few nodes are looked at, so that keeping the evaluation is not worth its size.
   */
  boolean isNarrow() {
    return candidates != null;
  }

  void refresh(NodeTable nodes) {
    if (nodes.generation() == refreshedAt) {
      return;
    }
    var count = nodes.rowCount();
    if (verdicts.length < count) {
      verdicts = Arrays.copyOf(verdicts, count);
      rejectingFilter = Arrays.copyOf(rejectingFilter, count);
      for (var i = 0; i < rawScores.length; i++) {
        rawScores[i] = Arrays.copyOf(rawScores[i], count);
      }
    }
    for (var row = 0; row < count; row++) {
      if (nodes.generation(row) > refreshedAt) {
        evaluate(nodes, row);
      }
    }
    refreshedAt = nodes.generation();
  }

  private void evaluate(NodeTable nodes, int row) {
    verdicts[row] = NOT_A_NODE;
    if (!nodes.isNode(row)) {
      return;
    }
    if (candidates != null && !candidates.contains(nodes.node(row).name())) {
      verdicts[row] = notCandidate;
      rejectingFilter[row] = -1;
      return;
    }
    for (var i = 0; i < filters.size(); i++) {
      var verdict = filters.get(i).filter(nodes, row);
      if (verdict instanceof Verdict.Rejected) {
        verdicts[row] = verdict;
        rejectingFilter[row] = i;
        return;
      }
    }
    verdicts[row] = Verdict.FITS;
    for (var i = 0; i < rawScores.length; i++) {
      rawScores[i][row] = scores.get(i).score(nodes, row);
    }
  }

  Verdict verdict(int row) {
    return verdicts[row];
  }

  /** The plugins behind the rejection of a row. */
  Set<String> rejectedBy(int row) {
    return rejectingFilter[row] < 0
        ? candidatePlugins
        : Set.of(filters.get(rejectingFilter[row]).plugin().name());
  }

  List<BoundScore<?>> scores() {
    return scores;
  }

  /** The raw scores of one plugin by row; only rows that fit have meaningful ones. */
  long[] rawScores(int plugin) {
    return rawScores[plugin];
  }
}
