@NullMarked
package io.coxswain.api.apps.v1;

import org.jspecify.annotations.NullMarked;
