/** Gives every namespace its ServiceAccount named default. */
@NullMarked
package io.coxswain.controller.serviceaccount;

import org.jspecify.annotations.NullMarked;
