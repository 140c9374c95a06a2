/**
 * Owns what the arguments name: resource types, names and manifests. Built-in kinds are known
 * without asking the server.
 */
@NullMarked
package io.coxswain.kubectl.resource;

import org.jspecify.annotations.NullMarked;
