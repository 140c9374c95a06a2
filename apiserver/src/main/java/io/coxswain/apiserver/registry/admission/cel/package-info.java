/**
 * Expressions in CEL about requests: the variables they see, and conditions made of them. Loading
 * CEL takes a second; nothing here is touched before the first condition or policy exists.
 */
@NullMarked
package io.coxswain.apiserver.registry.admission.cel;

import org.jspecify.annotations.NullMarked;
