/** The cluster's certificate authority and the certificates, keys and kubeconfigs it hands out. */
@NullMarked
package io.coxswain.cluster.pki;

import org.jspecify.annotations.NullMarked;
