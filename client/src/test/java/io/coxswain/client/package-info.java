/** What of the client can be tested without an API server. */
@NullMarked
package io.coxswain.client;

import org.jspecify.annotations.NullMarked;
