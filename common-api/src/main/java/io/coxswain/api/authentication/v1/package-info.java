@NullMarked
package io.coxswain.api.authentication.v1;

import org.jspecify.annotations.NullMarked;
