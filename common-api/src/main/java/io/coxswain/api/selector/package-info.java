/** Label and field selectors: their syntax in query parameters, their form in objects, matching. */
@NullMarked
package io.coxswain.api.selector;

import org.jspecify.annotations.NullMarked;
