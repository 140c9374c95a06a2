/**
 * Served versions and the form in which objects are stored: pure conversions of trees, one for each
 * built-in version that is not the stored one, and that of custom resources. Imports nothing of
 * HTTP, the registry or the store.
 */
@NullMarked
package io.coxswain.apiserver.conversion;

import org.jspecify.annotations.NullMarked;
