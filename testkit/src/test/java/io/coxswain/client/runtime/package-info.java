/** The controller runtime against the fake API server. */
@NullMarked
package io.coxswain.client.runtime;

import org.jspecify.annotations.NullMarked;
