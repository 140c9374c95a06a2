@NullMarked
package io.coxswain.api.autoscaling.v2;

import org.jspecify.annotations.NullMarked;
