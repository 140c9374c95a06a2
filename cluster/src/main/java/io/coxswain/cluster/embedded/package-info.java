/**
 * A cluster inside the JVM of a test: the real API server, controllers and scheduler, in memory,
 * with simulated nodes. It owns no containers, needs no root and leaves nothing behind. JUnit is
 * needed by {@link io.coxswain.cluster.embedded.CoxswainExtension} only.
 */
@NullMarked
package io.coxswain.cluster.embedded;

import org.jspecify.annotations.NullMarked;
