/**
 * ValidatingAdmissionPolicy (KEP-3488): policies and bindings from the cache, parameters, what a
 * request is refused for. Expressions are compiled and evaluated by {@code admission.cel}, which is
 * loaded with the first policy.
 */
@NullMarked
package io.coxswain.apiserver.registry.admission.policy;

import org.jspecify.annotations.NullMarked;
