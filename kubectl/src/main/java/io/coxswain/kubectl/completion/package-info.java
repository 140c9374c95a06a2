/**
 * Owns what a shell is offered when a user asks how a command line goes on: which verb completes
 * what, and the names that come from kubeconfig and cluster. Knows no Picocli.
 */
@NullMarked
package io.coxswain.kubectl.completion;

import org.jspecify.annotations.NullMarked;
