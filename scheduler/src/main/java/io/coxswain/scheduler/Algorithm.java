package io.coxswain.scheduler;

import io.coxswain.scheduler.Evaluation.BoundFilter;
import io.coxswain.scheduler.Evaluation.BoundScore;
import io.coxswain.scheduler.framework.Diagnosis;
import io.coxswain.scheduler.framework.FilterPlugin;
import io.coxswain.scheduler.framework.Profile;
import io.coxswain.scheduler.framework.ScorePlugin;
import io.coxswain.scheduler.framework.Verdict;
import io.coxswain.scheduler.nodes.NodeTable;
import io.coxswain.scheduler.nodes.PodInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Decides where one pod goes: filter all nodes, score those that fit, take the best, draw among
 * equals. The same table, pod and random source give the same decision. Every node is looked at
 * (upstream samples), because what is known of nodes that did not change is reused.
 *
 * <p>Owned by the scheduling thread.
 */
final class Algorithm {
  private static final int KEPT_EVALUATIONS = 64;

  private final Profile profile;
  private final NodeTable nodes;
  private final RandomGenerator ties;
  private final List<FilterPlugin<?>> nodeFilters;
  private final List<FilterPlugin<?>> clusterFilters;
  private final List<ScorePlugin<?>> nodeScores;
  private final List<ScorePlugin<?>> clusterScores;
  private final Map<PodInfo.Signature, Evaluation> evaluations =
      new LinkedHashMap<>(KEPT_EVALUATIONS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PodInfo.Signature, Evaluation> eldest) {
          return size() > KEPT_EVALUATIONS;
        }
      };

  Algorithm(Profile profile, NodeTable nodes, RandomGenerator ties) {
    this.profile = profile;
    this.nodes = nodes;
    this.ties = ties;
    nodeFilters = profile.filters().stream().filter(FilterPlugin::looksAtOneNode).toList();
    clusterFilters = profile.filters().stream().filter(plugin -> !plugin.looksAtOneNode()).toList();
    nodeScores = profile.scores().stream().filter(ScorePlugin::looksAtOneNode).toList();
    clusterScores = profile.scores().stream().filter(plugin -> !plugin.looksAtOneNode()).toList();
  }

  Decision decide(PodInfo pod) {
    var evaluation = evaluationFor(pod);
    evaluation.refresh(nodes);
    var bound = new ArrayList<BoundFilter<?>>(0);
    for (var plugin : clusterFilters) {
      var filter = BoundFilter.of(plugin, pod, nodes);
      if (filter != null) {
        bound.add(filter);
      }
    }
    var rejections = new Rejections();
    var feasible = new int[nodes.rowCount()];
    var count = 0;
    for (var row = 0; row < nodes.rowCount(); row++) {
      if (nodes.isNode(row) && fits(evaluation, bound, row, rejections)) {
        feasible[count++] = row;
      }
    }
    if (count == 0) {
      return unschedulable(pod, rejections);
    }
    var best = count == 1 ? feasible[0] : best(pod, evaluation, feasible, count);
    return new Decision.Assign(nodes.node(best).name());
  }

  private Evaluation evaluationFor(PodInfo pod) {
    var known = evaluations.get(pod.signature());
    if (known != null) {
      return known;
    }
    var created = new Evaluation(pod, nodes, nodeFilters, nodeScores);
    if (!created.isNarrow()) {
      evaluations.put(pod.signature(), created);
    }
    return created;
  }

  private boolean fits(
      Evaluation evaluation, List<BoundFilter<?>> bound, int row, Rejections rejections) {
    if (evaluation.verdict(row) instanceof Verdict.Rejected rejected) {
      rejections.add(rejected);
      rejections.plugins.addAll(evaluation.rejectedBy(row));
      return false;
    }
    for (var filter : bound) {
      if (filter.filter(nodes, row) instanceof Verdict.Rejected rejected) {
        rejections.add(rejected);
        rejections.plugins.add(filter.plugin().name());
        return false;
      }
    }
    return true;
  }

  private static final class Rejections {
    final Map<String, Integer> reasons = new HashMap<>();
    final TreeSet<String> plugins = new TreeSet<>();
    int preemptionMayHelp;

    void add(Verdict.Rejected rejected) {
      rejected.reasons().forEach(reason -> reasons.merge(reason, 1, Integer::sum));
      if (rejected.preemptionMayHelp()) {
        preemptionMayHelp++;
      }
    }
  }

  private Decision unschedulable(PodInfo pod, Rejections rejections) {
    var diagnosis =
        new Diagnosis(
            nodes.nodeCount(),
            Map.copyOf(rejections.reasons),
            new HashSet<>(rejections.plugins),
            rejections.preemptionMayHelp);
    var added = new StringBuilder();
    for (var plugin : profile.postFilters()) {
      added.append(plugin.postFilter(pod, nodes, diagnosis));
    }
    return new Decision.Unschedulable(diagnosis.message(added.toString()), diagnosis);
  }

  private int best(PodInfo pod, Evaluation evaluation, int[] feasible, int count) {
    var totals = new long[count];
    for (var i = 0; i < evaluation.scores().size(); i++) {
      var raw = evaluation.rawScores(i);
      addNormalized(evaluation.scores().get(i).plugin(), raw, feasible, count, totals);
    }
    for (var plugin : clusterScores) {
      var score = BoundScore.of(plugin, pod, nodes);
      if (score == null) {
        continue;
      }
      var raw = new long[nodes.rowCount()];
      for (var i = 0; i < count; i++) {
        raw[feasible[i]] = score.score(nodes, feasible[i]);
      }
      addNormalized(plugin, raw, feasible, count, totals);
    }
    return feasible[drawAmongBest(totals)];
  }

  private static void addNormalized(
      ScorePlugin<?> plugin, long[] raw, int[] feasible, int count, long[] totals) {
    var min = Long.MAX_VALUE;
    var max = Long.MIN_VALUE;
    for (var i = 0; i < count; i++) {
      min = Math.min(min, raw[feasible[i]]);
      max = Math.max(max, raw[feasible[i]]);
    }
    var normalization = plugin.normalization();
    for (var i = 0; i < count; i++) {
      totals[i] += plugin.weight() * normalization.apply(raw[feasible[i]], min, max);
    }
  }

  private int drawAmongBest(long[] totals) {
    var best = 0;
    var equals = 1;
    for (var i = 1; i < totals.length; i++) {
      if (totals[i] > totals[best]) {
        best = i;
        equals = 1;
      } else if (totals[i] == totals[best] && ties.nextInt(++equals) == 0) {
        best = i;
      }
    }
    return best;
  }
}
