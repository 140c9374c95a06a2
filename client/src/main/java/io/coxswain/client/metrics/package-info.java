/**
 * What components count for {@code /metrics}, in Prometheus' terms and under upstream's names. Must
 * not import the rest of the client.
 */
@NullMarked
package io.coxswain.client.metrics;

import org.jspecify.annotations.NullMarked;
