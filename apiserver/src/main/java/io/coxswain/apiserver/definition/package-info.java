/**
 * Follows CustomResourceDefinitions while the server runs: gives them their names and conditions,
 * makes the server serve what they define, and empties them before they go.
 */
@NullMarked
package io.coxswain.apiserver.definition;

import org.jspecify.annotations.NullMarked;
