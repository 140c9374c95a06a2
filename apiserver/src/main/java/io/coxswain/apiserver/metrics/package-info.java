/**
 * Counting for {@code /metrics}: cheap enough for every request. What is counted, and under which
 * of upstream's names, belongs to the packages that count.
 */
@NullMarked
package io.coxswain.apiserver.metrics;

import org.jspecify.annotations.NullMarked;
