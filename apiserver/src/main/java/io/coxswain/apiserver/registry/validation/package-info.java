/**
 * What makes an object acceptable: pure checks of trees that yield upstream's field errors. A check
 * walks a {@link io.coxswain.apiserver.registry.validation.Value}, which knows its own path, so
 * that no check spells a path out.
 */
@NullMarked
package io.coxswain.apiserver.registry.validation;

import org.jspecify.annotations.NullMarked;
