@NullMarked
package io.coxswain.api.apiregistration.v1;

import org.jspecify.annotations.NullMarked;
