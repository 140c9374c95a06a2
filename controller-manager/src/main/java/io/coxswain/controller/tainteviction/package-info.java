/**
 * Deletes pods from nodes whose NoExecute taints they do not, or no longer, tolerate. Imports no
 * other controller.
 */
@NullMarked
package io.coxswain.controller.tainteviction;

import org.jspecify.annotations.NullMarked;
