package io.coxswain.scheduler.plugins;

import io.coxswain.api.core.v1.Affinity.PreferredSchedulingTerm;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.NodeSelector;
import io.coxswain.api.core.v1.NodeSelectorTerm;
import io.coxswain.api.placement.NodeSelectors;
import io.coxswain.scheduler.framework.ClusterEvent;
import io.coxswain.scheduler.framework.FilterPlugin;
import io.coxswain.scheduler.framework.Normalization;
import io.coxswain.scheduler.framework.ScorePlugin;
import io.coxswain.scheduler.framework.Verdict;
import io.coxswain.scheduler.nodes.NodeTable;
import io.coxswain.scheduler.nodes.PodInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** nodeSelector and node affinity: required terms filter, preferred terms score by their weight. */
public final class NodeAffinity
    implements FilterPlugin<NodeAffinity.Required>, ScorePlugin<List<PreferredSchedulingTerm>> {
  private static final Verdict REJECTED =
      Verdict.unresolvable("node(s) didn't match Pod's node affinity/selector");

  /** Both must hold; {@code candidates} are the only nodes that required matchFields leave. */
  public record Required(
      Map<String, String> nodeSelector,
      @Nullable NodeSelector terms,
      @Nullable Set<String> candidates) {

    boolean matches(Node node) {
      return node.labels().entrySet().containsAll(nodeSelector.entrySet())
          && (terms == null || NodeSelectors.matches(terms, node));
    }
  }

  @Override
  public String name() {
    return "NodeAffinity";
  }

  @Override
  public int weight() {
    return 2;
  }

  @Override
  public @Nullable Required preFilter(PodInfo pod, NodeTable nodes) {
    var selector = pod.signature().nodeSelector();
    var affinity = pod.signature().nodeAffinity();
    var terms = affinity == null ? null : affinity.requiredDuringSchedulingIgnoredDuringExecution();
    if (selector.isEmpty() && terms == null) {
      return null;
    }
    return new Required(selector, terms, terms == null ? null : namedNodes(terms));
  }

  @Override
  public Verdict filter(Required required, NodeTable nodes, int row) {
    return required.matches(nodes.node(row)) ? Verdict.FITS : REJECTED;
  }

  @Override
  public @Nullable Set<String> candidates(Required required) {
    return required.candidates();
  }

  /** The nodes that matchFields name, where every term names some, as a daemon set's pods do. */
  private static @Nullable Set<String> namedNodes(NodeSelector selector) {
    var names = new HashSet<String>();
    for (var term : selector.nodeSelectorTerms()) {
      var named = namedNodes(term);
      if (named == null) {
        return null;
      }
      names.addAll(named);
    }
    return names;
  }

  private static @Nullable Set<String> namedNodes(NodeSelectorTerm term) {
    Set<String> names = null;
    for (var requirement : term.matchFields()) {
      if (requirement.key().equals("metadata.name") && requirement.operator().equals("In")) {
        if (names == null) {
          names = new HashSet<>(requirement.values());
        } else {
          names.retainAll(requirement.values());
        }
      }
    }
    return names;
  }

  @Override
  public @Nullable List<PreferredSchedulingTerm> preScore(PodInfo pod, NodeTable nodes) {
    var affinity = pod.signature().nodeAffinity();
    if (affinity == null) {
      return null;
    }
    var preferred = affinity.preferredDuringSchedulingIgnoredDuringExecution();
    return preferred.isEmpty() ? null : preferred;
  }

  @Override
  public long score(List<PreferredSchedulingTerm> preferred, NodeTable nodes, int row) {
    var sum = 0L;
    for (var term : preferred) {
      if (NodeSelectors.matches(term.preference(), nodes.node(row))) {
        sum += term.weight();
      }
    }
    return sum;
  }

  @Override
  public Normalization normalization() {
    return Normalization.PROPORTIONAL;
  }

  @Override
  public boolean looksAtOneNode() {
    return true;
  }

  @Override
  public boolean mayHelp(ClusterEvent event, PodInfo pod) {
    return switch (event) {
      case ClusterEvent.NodeAdded added -> true;
      case ClusterEvent.NodeUpdated updated -> updated.labelsChanged();
      default -> false;
    };
  }
}
