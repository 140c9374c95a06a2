/** Owns what verbs share: flags in groups, the session with the API server, finding objects. */
@NullMarked
package io.coxswain.kubectl.command;

import org.jspecify.annotations.NullMarked;
