@NullMarked
package io.coxswain.api.scheduling.v1;

import org.jspecify.annotations.NullMarked;
