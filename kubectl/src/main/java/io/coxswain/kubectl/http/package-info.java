/**
 * Untyped requests to the API server over the client module's transport, and refusals in upstream's
 * words.
 */
@NullMarked
package io.coxswain.kubectl.http;

import org.jspecify.annotations.NullMarked;
