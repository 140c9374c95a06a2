/** The ttl-after-finished controller: removes ended jobs when their time is over. */
@NullMarked
package io.coxswain.controller.ttlafterfinished;

import org.jspecify.annotations.NullMarked;
