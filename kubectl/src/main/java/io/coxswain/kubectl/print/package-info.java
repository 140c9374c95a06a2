/**
 * Owns what is printed of objects: tables, YAML, JSON, names, JSONPath, custom columns. Pure text
 * from trees.
 */
@NullMarked
package io.coxswain.kubectl.print;

import org.jspecify.annotations.NullMarked;
