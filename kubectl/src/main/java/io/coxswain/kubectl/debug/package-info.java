/**
 * Owns what the pods and containers look like with which {@code kubectl debug} looks into others.
 * Pure; asks no server.
 */
@NullMarked
package io.coxswain.kubectl.debug;

import org.jspecify.annotations.NullMarked;
