@NullMarked
package io.coxswain.api.meta.v1;

import org.jspecify.annotations.NullMarked;
