/** The disruption controller: counts for each budget how many of its pods may be evicted. */
@NullMarked
package io.coxswain.controller.disruption;

import org.jspecify.annotations.NullMarked;
