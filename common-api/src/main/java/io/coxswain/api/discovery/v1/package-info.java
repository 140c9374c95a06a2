@NullMarked
package io.coxswain.api.discovery.v1;

import org.jspecify.annotations.NullMarked;
