/**
 * JSON and YAML text to trees and back, in the shape kubectl reads and prints. Uses Jackson's
 * streaming parser and tree nodes only: building an object mapper costs more than a whole {@code
 * kubectl get}.
 */
@NullMarked
package io.coxswain.kubectl.tree;

import org.jspecify.annotations.NullMarked;
