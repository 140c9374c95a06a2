/** Keeps one pod on every eligible node. Imports no other controller. */
@NullMarked
package io.coxswain.controller.daemon;

import org.jspecify.annotations.NullMarked;
