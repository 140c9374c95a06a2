@NullMarked
package io.coxswain.api.resource.v1;

import org.jspecify.annotations.NullMarked;
