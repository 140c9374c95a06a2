/** The service-cidrs controller: says which ranges of Service addresses are used. */
@NullMarked
package io.coxswain.controller.servicecidrs;

import org.jspecify.annotations.NullMarked;
