@NullMarked
package io.coxswain.api.flowcontrol.v1;

import org.jspecify.annotations.NullMarked;
