/**
 * Keeps the legacy Endpoints of Services with a selector equal to their pods. Imports no other
 * controller.
 */
@NullMarked
package io.coxswain.controller.endpoints;

import org.jspecify.annotations.NullMarked;
