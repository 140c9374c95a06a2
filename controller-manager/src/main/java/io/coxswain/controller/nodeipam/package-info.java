/** Gives each node its range of pod addresses. Imports no other controller. */
@NullMarked
package io.coxswain.controller.nodeipam;

import org.jspecify.annotations.NullMarked;
