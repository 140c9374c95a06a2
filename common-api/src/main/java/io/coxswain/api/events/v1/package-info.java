@NullMarked
package io.coxswain.api.events.v1;

import org.jspecify.annotations.NullMarked;
