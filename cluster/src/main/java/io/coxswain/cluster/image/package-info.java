/** The demo image that needs no registry: a small Java runtime and the demo program. */
@NullMarked
package io.coxswain.cluster.image;

import org.jspecify.annotations.NullMarked;
