/** The audit policy file of the API server (group {@code audit.k8s.io}); never stored. */
@NullMarked
package io.coxswain.api.audit.v1;

import org.jspecify.annotations.NullMarked;
