/**
 * Admission webhooks: which requests they are asked about, AdmissionReview, what becomes of their
 * answers. Connections are those of {@code apiserver.webhook}.
 */
@NullMarked
package io.coxswain.apiserver.registry.admission.webhook;

import org.jspecify.annotations.NullMarked;
