/**
 * Mirrors Endpoints that somebody wrote for a Service without selector into EndpointSlices, which
 * is what everybody reads. Imports no other controller.
 */
@NullMarked
package io.coxswain.controller.endpointslicemirroring;

import org.jspecify.annotations.NullMarked;
