@NullMarked
package io.coxswain.api.batch.v1;

import org.jspecify.annotations.NullMarked;
