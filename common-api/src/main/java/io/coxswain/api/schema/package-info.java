@NullMarked
package io.coxswain.api.schema;

import org.jspecify.annotations.NullMarked;
