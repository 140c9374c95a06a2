/** Approves, signs and forgets CertificateSigningRequests, by Kubernetes' own signers. */
@NullMarked
package io.coxswain.controller.certificates;

import org.jspecify.annotations.NullMarked;
