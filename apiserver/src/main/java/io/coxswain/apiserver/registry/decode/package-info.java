/** Bodies to object trees: strict about fields and types, defaults filled in on the way. */
@NullMarked
package io.coxswain.apiserver.registry.decode;

import org.jspecify.annotations.NullMarked;
