/** The fakes under the contract of what they stand for. */
@NullMarked
package io.coxswain.testkit;

import org.jspecify.annotations.NullMarked;
