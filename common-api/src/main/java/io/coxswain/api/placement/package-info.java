/** Which pods may be on which nodes: node selectors, taints and tolerations, host ports. Pure. */
@NullMarked
package io.coxswain.api.placement;

import org.jspecify.annotations.NullMarked;
