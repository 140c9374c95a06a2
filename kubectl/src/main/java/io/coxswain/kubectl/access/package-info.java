/**
 * Owns how RBAC objects are brought to what a file says: which rules and subjects are missing or
 * too many, and what to write. Pure; asks no server.
 */
@NullMarked
package io.coxswain.kubectl.access;

import org.jspecify.annotations.NullMarked;
