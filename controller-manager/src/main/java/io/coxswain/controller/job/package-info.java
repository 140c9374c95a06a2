/** Runs pods to completion. Imports no other controller. */
@NullMarked
package io.coxswain.controller.job;

import org.jspecify.annotations.NullMarked;
