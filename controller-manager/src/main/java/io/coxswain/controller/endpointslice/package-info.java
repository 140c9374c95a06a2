/**
 * Keeps the EndpointSlices of Services with a selector equal to their pods. Imports no other
 * controller.
 */
@NullMarked
package io.coxswain.controller.endpointslice;

import org.jspecify.annotations.NullMarked;
