/** The transport against servers that misbehave. */
@NullMarked
package io.coxswain.client.transport;

import org.jspecify.annotations.NullMarked;
