/** Keeps pods with stable names, in order. Imports no other controller. */
@NullMarked
package io.coxswain.controller.statefulset;

import org.jspecify.annotations.NullMarked;
