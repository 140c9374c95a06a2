/**
 * Objects as tables and as bare metadata, as {@code kubectl get} asks for them. Pure: trees and an
 * instant in, trees out. Imports nothing of HTTP, the store or the registry.
 */
@NullMarked
package io.coxswain.apiserver.table;

import org.jspecify.annotations.NullMarked;
