/**
 * Owns what every verb shares: global flags, the session with the API server, the terminal, errors.
 */
@NullMarked
package io.coxswain.kubectl.command;

import org.jspecify.annotations.NullMarked;
