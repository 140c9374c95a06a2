@NullMarked
package io.coxswain.api.node.v1;

import org.jspecify.annotations.NullMarked;
