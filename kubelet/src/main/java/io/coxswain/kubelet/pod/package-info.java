/**
 * Pod workers: what a pod should be, what the runtime says it is, the one next step between them
 * (pure), and the thread that takes it. Also the pod's status, computed from the same two things.
 */
@NullMarked
package io.coxswain.kubelet.pod;

import org.jspecify.annotations.NullMarked;
