/**
 * What kubelets may do: the Node authorizer, which lets a node read what the pods bound to it use.
 * Reads the watch cache; imports nothing of HTTP.
 */
@NullMarked
package io.coxswain.apiserver.node;

import org.jspecify.annotations.NullMarked;
