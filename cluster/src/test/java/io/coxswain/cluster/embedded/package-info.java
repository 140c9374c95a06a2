/** Clusters inside a test, as users of the project write such tests. */
@NullMarked
package io.coxswain.cluster.embedded;

import org.jspecify.annotations.NullMarked;
