package io.coxswain.scheduler.framework;

import java.util.ArrayList;
import java.util.Map;
import java.util.Set;

/**
 * Why no node fits.
 *
 * @param nodeCount all nodes there are
 * @param reasons how many nodes each reason was given for
 * @param rejectedBy the plugins that rejected a node
 * @param nodesPreemptionMayHelp on how many of the nodes removing pods could help
 */
public record Diagnosis(
    int nodeCount,
    Map<String, Integer> reasons,
    Set<String> rejectedBy,
    int nodesPreemptionMayHelp) {

  /** Upstream's message (FitError), e.g. {@code 0/3 nodes are available: 3 Insufficient cpu.}. */
  public String message(String postFilterMessage) {
    if (nodeCount == 0) {
      return "no nodes available to schedule pods";
    }
    var message = availability(nodeCount, reasons);
    return postFilterMessage.isEmpty() ? message : message + " " + postFilterMessage;
  }

  /** {@code 0/N nodes are available: } and the reasons with their counts, sorted as text. */
  public static String availability(int nodeCount, Map<String, Integer> reasons) {
    var parts = new ArrayList<String>();
    reasons.forEach((reason, count) -> parts.add(count + " " + reason));
    parts.sort(null);
    var start = "0/" + nodeCount + " nodes are available:";
    return parts.isEmpty() ? start : start + " " + String.join(", ", parts) + ".";
  }
}
