/**
 * The write path of the API: one file per verb, generic over resources. A write is decoded and
 * defaulted ({@code decode}), prepared ({@code strategy}), admitted ({@code admission}), validated
 * ({@code validation}) and stored by compare-and-swap. Reads of the API and HTTP are not its
 * business.
 *
 * <p>Object trees are changed only by the request that made them; a tree that came from the store
 * is parsed anew for each request.
 */
@NullMarked
package io.coxswain.apiserver.registry;

import org.jspecify.annotations.NullMarked;
