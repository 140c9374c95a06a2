@NullMarked
package io.coxswain.api.autoscaling.v1;

import org.jspecify.annotations.NullMarked;
