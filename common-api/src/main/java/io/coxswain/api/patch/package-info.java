/**
 * Patches as pure functions from tree to tree: JSON Patch (RFC 6902), JSON Merge Patch (RFC 7386)
 * and strategic merge patch. No function changes its arguments; results may share subtrees with
 * them.
 */
@NullMarked
package io.coxswain.api.patch;

import org.jspecify.annotations.NullMarked;
