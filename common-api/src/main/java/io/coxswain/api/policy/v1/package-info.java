/** Kinds of the group {@code policy}: so far only the body that evicts a pod. */
@NullMarked
package io.coxswain.api.policy.v1;

import org.jspecify.annotations.NullMarked;
