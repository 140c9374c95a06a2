@NullMarked
package io.coxswain.api.core.v1;

import org.jspecify.annotations.NullMarked;
