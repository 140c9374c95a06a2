/**
 * What the build does to the jars of an installation before the AOT caches are made from them. Runs
 * in the build only.
 */
@NullMarked
package io.coxswain.cluster.packaging;

import org.jspecify.annotations.NullMarked;
