/** Revisions of pod templates, which stateful and daemon sets keep for rolling back. Pure. */
@NullMarked
package io.coxswain.controller.history;

import org.jspecify.annotations.NullMarked;
