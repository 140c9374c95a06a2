package io.coxswain.kubectl.completion;

import java.util.List;

/** What the arguments of a verb, or the value of a flag, are. */
sealed interface Rule {
  /** Files, as the shell knows them. */
  record Files() implements Rule {}

  /** Files with these extensions. */
  record FilesWith(List<String> extensions) implements Rule {}

  /** Nothing can be said. */
  record Nothing() implements Rule {}

  /** One of these words, as the first argument. */
  record Words(List<String> words) implements Rule {}

  /**
   * {@code TYPE NAME...} or {@code TYPE/NAME...}.
   *
   * @param types the types to choose from; all that are served where it is empty
   * @param repeated more than one object may be named
   */
  record TypesAndNames(List<String> types, boolean repeated) implements Rule {}

  /** A name of this type, as the first argument. */
  record Names(String type) implements Rule {}

  /** A pod, or something that has pods; then one of its containers or ports. */
  record Pods(Then then) implements Rule {
    enum Then {
      NOTHING,
      CONTAINERS,
      PORTS
    }
  }

  /** A container of the pod that the first argument means. */
  record Containers() implements Rule {}

  /** A name in this list of the kubeconfig, as the first argument. */
  record Entries(String list) implements Rule {}

  /** {@code [NAMESPACE/]POD:FILE} or a file here. */
  record CopySource() implements Rule {}
}
