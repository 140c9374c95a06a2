/**
 * How single kinds differ from the generic write path: defaults that are computed, preparation,
 * rules.
 */
@NullMarked
package io.coxswain.apiserver.registry.strategy;

import org.jspecify.annotations.NullMarked;
