/** Owns kubeconfig files: finding, merging, reading and changing them. */
@NullMarked
package io.coxswain.kubectl.config;

import org.jspecify.annotations.NullMarked;
