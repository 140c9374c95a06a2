@NullMarked
package io.coxswain.api.coordination.v1;

import org.jspecify.annotations.NullMarked;
