package io.coxswain.client.metrics;

import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** One series of a Prometheus histogram with fixed buckets. For any thread. */
public final class Histogram {
  private final double[] bounds; // the last is infinite
  private final LongAdder[] counts;
  private final DoubleAdder sum = new DoubleAdder();

  /**
   * Without observations.
   *
   * @param bounds upper bounds of the buckets, ascending; one without an end follows
   */
  public Histogram(double... bounds) {
    this.bounds = Arrays.copyOf(bounds, bounds.length + 1);
    this.bounds[bounds.length] = Double.POSITIVE_INFINITY;
    counts = new LongAdder[this.bounds.length];
    Arrays.setAll(counts, i -> new LongAdder());
  }

  public void observe(double value) {
    var bucket = 0;
    while (value > bounds[bucket]) {
      bucket++;
    }
    counts[bucket].increment();
    sum.add(value);
  }

  /** Upper bounds; the last is infinite. */
  public double[] bounds() {
    return bounds.clone();
  }

  /** How many fell into each bucket and into none below it. */
  public long[] counts() {
    var now = new long[counts.length];
    Arrays.setAll(now, i -> counts[i].sum());
    return now;
  }

  public double sum() {
    return sum.sum();
  }

  /**
   * Writes it in Prometheus' text format, without the line of its type.
   *
   * @param labels {@code name="value"}, with commas between them
   */
  public void write(StringBuilder target, String name, String labels) {
    var now = counts();
    var total = 0L;
    for (var i = 0; i < now.length; i++) {
      total += now[i];
      var bound = i == now.length - 1 ? "+Inf" : String.valueOf(bounds[i]);
      target.append(name).append("_bucket{").append(labels).append(",le=\"").append(bound);
      target.append("\"} ").append(total).append('\n');
    }
    target.append(name).append("_sum{").append(labels).append("} ").append(sum()).append('\n');
    target.append(name).append("_count{").append(labels).append("} ").append(total).append('\n');
  }
}
