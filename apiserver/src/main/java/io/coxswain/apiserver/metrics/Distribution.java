package io.coxswain.apiserver.metrics;

import io.coxswain.client.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;

/** A histogram's series as the server's registry shows it. For any thread. */
public final class Distribution {
  /** Upstream's buckets of whole requests, in seconds. */
  private static final double[] REQUESTS = {
    0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45,
    60
  };

  private final Histogram histogram;

  /**
   * Without observations.
   *
   * @param bounds upper bounds of the buckets, ascending; one without an end follows
   */
  public Distribution(double... bounds) {
    histogram = new Histogram(bounds);
  }

  /** Of times that requests take, to clients or to the store, in seconds. */
  public static Distribution ofRequests() {
    return new Distribution(REQUESTS);
  }

  /** Of times that requests take by themselves, in seconds: upstream's buckets begin higher. */
  public static Distribution ofRequestsAlone() {
    return new Distribution(Arrays.copyOfRange(REQUESTS, 2, REQUESTS.length));
  }

  public void observe(double value) {
    histogram.observe(value);
  }

  /** How many there were. */
  public long count() {
    return Arrays.stream(histogram.counts()).sum();
  }

  public HistogramDataPointSnapshot snapshot(Labels labels) {
    return HistogramDataPointSnapshot.builder()
        .classicHistogramBuckets(ClassicHistogramBuckets.of(histogram.bounds(), histogram.counts()))
        .sum(histogram.sum())
        .labels(labels)
        .build();
  }
}
