/** Deletes objects whose owners are gone, over all kinds the server has. */
@NullMarked
package io.coxswain.controller.garbage;

import org.jspecify.annotations.NullMarked;
