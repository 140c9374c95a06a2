/** A request as the handlers see it, and its answer. Imports nothing of the handlers or of HTTP. */
@NullMarked
package io.coxswain.apiserver.request;

import org.jspecify.annotations.NullMarked;
