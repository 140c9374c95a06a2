/** What several controllers ask of a pod's state; pure functions of the pod. */
@NullMarked
package io.coxswain.controller.pod;

import org.jspecify.annotations.NullMarked;
