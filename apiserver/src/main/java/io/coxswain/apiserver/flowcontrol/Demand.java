package io.coxswain.apiserver.flowcontrol;

/** How many seats a level wanted over a while: the most, the average and the deviation. */
final class Demand {
  private long since;
  private long changedAt;
  private int seats;
  private int most;
  private double sum;
  private double squares;

  /**
   * What was wanted.
   *
   * @param most the most at a time
   * @param average over time
   * @param deviation from the average, over time
   */
  record Observation(int most, double average, double deviation) {}

  Demand(long now) {
    since = now;
    changedAt = now;
  }

  void change(long now, int wanted) {
    pass(now);
    seats = wanted;
    most = Math.max(most, wanted);
  }

  private void pass(long now) {
    double nanos = now - changedAt;
    changedAt = now;
    sum += seats * nanos;
    squares += (double) seats * seats * nanos;
  }

  /** Ends a while and begins the next. */
  Observation observe(long now) {
    pass(now);
    double nanos = Math.max(1, now - since);
    var average = sum / nanos;
    var variance = Math.max(0, squares / nanos - average * average);
    var seen = new Observation(most, average, Math.sqrt(variance));
    since = now;
    sum = 0;
    squares = 0;
    most = seats;
    return seen;
  }
}
