package io.coxswain.scheduler.framework;

import java.util.List;

/** Whether a pod may run on a node, and if not, why: reasons are values and become the message. */
public sealed interface Verdict {
  Verdict FITS = new Fits();

  record Fits() implements Verdict {}

  /**
   * @param reasons upstream's texts, one per thing that is wrong
   * @param preemptionMayHelp whether removing pods from the node could change the answer
   */
  record Rejected(List<String> reasons, boolean preemptionMayHelp) implements Verdict {}

  /** The node lacks something that pods on it hold. */
  static Verdict rejected(String reason) {
    return new Rejected(List.of(reason), true);
  }

  /** The node itself does not suit the pod, whatever runs on it. */
  static Verdict unresolvable(String reason) {
    return new Rejected(List.of(reason), false);
  }
}
