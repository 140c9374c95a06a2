@NullMarked
package io.coxswain.api.admissionregistration.v1;

import org.jspecify.annotations.NullMarked;
