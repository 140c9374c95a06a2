/** Publishes the cluster CA to every namespace as the ConfigMap kube-root-ca.crt. */
@NullMarked
package io.coxswain.controller.rootca;

import org.jspecify.annotations.NullMarked;
