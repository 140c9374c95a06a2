@NullMarked
package io.coxswain.api.authorization.v1;

import org.jspecify.annotations.NullMarked;
