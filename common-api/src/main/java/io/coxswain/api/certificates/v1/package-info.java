@NullMarked
package io.coxswain.api.certificates.v1;

import org.jspecify.annotations.NullMarked;
