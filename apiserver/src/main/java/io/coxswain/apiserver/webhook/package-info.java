/**
 * Calls to webhooks over TLS: where they are, connections that are kept, answers and failures in
 * upstream's words. What is asked and what the answers mean is the callers' business (admission,
 * conversion).
 */
@NullMarked
package io.coxswain.apiserver.webhook;

import org.jspecify.annotations.NullMarked;
