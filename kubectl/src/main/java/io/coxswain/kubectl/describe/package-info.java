/**
 * Owns the texts of kubectl describe: one describer per kind, pure over trees that were fetched
 * before.
 */
@NullMarked
package io.coxswain.kubectl.describe;

import org.jspecify.annotations.NullMarked;
