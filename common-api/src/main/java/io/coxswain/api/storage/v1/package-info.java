@NullMarked
package io.coxswain.api.storage.v1;

import org.jspecify.annotations.NullMarked;
