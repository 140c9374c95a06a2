/**
 * The rest of the machine's network that Services need: kernel settings, Docker's forwarding chain,
 * stale connection tracking.
 */
@NullMarked
package io.coxswain.proxy.host;

import org.jspecify.annotations.NullMarked;
