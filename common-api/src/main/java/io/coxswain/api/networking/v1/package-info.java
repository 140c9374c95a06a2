@NullMarked
package io.coxswain.api.networking.v1;

import org.jspecify.annotations.NullMarked;
