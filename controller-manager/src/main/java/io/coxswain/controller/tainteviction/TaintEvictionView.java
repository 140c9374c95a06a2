package io.coxswain.controller.tainteviction;

import io.coxswain.api.core.v1.Node.Taint;
import io.coxswain.api.core.v1.Pod;
import java.time.Instant;
import java.util.List;

/**
 * A bound pod and the NoExecute taints of its node.
 *
 * @param since when this process first saw the pod under these taints; tolerationSeconds count from
 *     there
 */
public record TaintEvictionView(Pod pod, List<Taint> taints, Instant since) {}
