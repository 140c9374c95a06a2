/**
 * Addresses and ports of services. Each one taken is a key of its own, an IPAddress object or one
 * under {@code /registry/ranges}, created by compare-and-swap, so that API servers never give the
 * same one twice.
 */
@NullMarked
package io.coxswain.apiserver.registry.service;

import org.jspecify.annotations.NullMarked;
