/**
 * Removes pods nobody will remove otherwise: of nodes that are gone, deleted before they were
 * scheduled, and finished ones beyond a threshold.
 */
@NullMarked
package io.coxswain.controller.podgc;

import org.jspecify.annotations.NullMarked;
