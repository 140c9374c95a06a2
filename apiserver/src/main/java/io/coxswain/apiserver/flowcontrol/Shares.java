package io.coxswain.apiserver.flowcontrol;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides the server's seats among its levels: nominally by their shares, and every few seconds
 * anew by what they want, within what they may lend and borrow (KEP-1040). Pure.
 */
final class Shares {
  /** How slowly a level's demand is forgotten, per period. */
  private static final double MEMORY = 0.977;

  private static final int STEPS = 60; // of halving; more than a double can tell apart

  private Shares() {}

  /**
   * What a level is configured to have.
   *
   * @param borrowing most seats it may borrow, in percent of its own; -1 for any number
   */
  record Portion(boolean exempt, int shares, int lendable, int borrowing) {}

  /**
   * A level's seats.
   *
   * @param nominal its own
   * @param least those that others can't borrow
   * @param most its own and what it may borrow
   */
  record Bounds(boolean exempt, int nominal, int least, int most) {
    /** What a level has before anything is known of its demand. */
    int initial() {
      return nominal - (nominal - least) / 2;
    }
  }

  /**
   * What a level wanted.
   *
   * @param highest the most seats at a time over the last period
   * @param smoothed what it has usually wanted of late
   */
  record Wanted(int highest, double smoothed) {
    static final Wanted NOTHING = new Wanted(0, 0);

    Wanted after(Demand.Observation seen) {
      var envelope = seen.average() + seen.deviation();
      return new Wanted(
          seen.most(), Math.max(envelope, MEMORY * smoothed + (1 - MEMORY) * envelope));
    }
  }

  /** Nominal seats and bounds of each level; together they may be a few more than {@code seats}. */
  static List<Bounds> bounds(int seats, List<Portion> portions) {
    var all = portions.stream().mapToLong(Portion::shares).sum();
    var bounds = new ArrayList<Bounds>();
    for (var portion : portions) {
      var nominal = all == 0 ? 0 : (int) Math.ceil((double) seats * portion.shares / all);
      var lendable = percent(nominal, portion.lendable);
      var borrowable = portion.borrowing < 0 ? seats : percent(nominal, portion.borrowing);
      bounds.add(new Bounds(portion.exempt, nominal, nominal - lendable, nominal + borrowable));
    }
    return bounds;
  }

  private static int percent(int of, int percent) {
    return (int) Math.round(of * (percent / 100.0));
  }

  /** Seats of each level for the next period, in the order given. */
  static int[] divide(List<Bounds> bounds, List<Wanted> wanted) {
    var current = new int[bounds.size()];
    var floors = new int[bounds.size()];
    var total = bounds.stream().mapToInt(Bounds::nominal).sum();
    var remaining = total;
    var least = 0;
    var floor = 0;
    for (var i = 0; i < current.length; i++) {
      var level = bounds.get(i);
      var highest = wanted.get(i).highest;
      if (level.exempt) {
        current[i] = Math.max(level.least, highest);
        remaining -= current[i];
        continue;
      }
      floors[i] = Math.max(level.least, Math.min(level.nominal, highest));
      least += level.least;
      floor += floors[i];
    }
    var scale =
        remaining <= least
            ? 0
            : remaining <= floor ? (double) (remaining - least) / (floor - least) : 1;
    var fair =
        scale == 1 && remaining > floor ? fairFraction(bounds, floors, wanted, remaining) : 0;
    for (var i = 0; i < current.length; i++) {
      var level = bounds.get(i);
      if (!level.exempt) {
        current[i] =
            fair > 0
                ? (int) Math.round(given(fair, level, floors[i], wanted.get(i)))
                : level.least + (int) Math.round((floors[i] - level.least) * scale);
      }
    }
    return current;
  }

  /** A level's part where each gets the same fraction of what it wants, within its bounds. */
  private static double given(double fraction, Bounds level, int floor, Wanted wanted) {
    var target = Math.max(floor, wanted.smoothed);
    return Math.clamp(fraction * target, floor, Math.max(floor, level.most));
  }

  /** The fraction at which the levels use up what there is, found by halving. */
  private static double fairFraction(
      List<Bounds> bounds, int[] floors, List<Wanted> wanted, int seats) {
    var low = 0.0;
    var high = seats + 1.0; // enough for a level that wants one seat to get them all
    for (var step = 0; step < STEPS; step++) {
      var middle = (low + high) / 2;
      var sum = 0.0;
      for (var i = 0; i < floors.length; i++) {
        if (!bounds.get(i).exempt) {
          sum += given(middle, bounds.get(i), floors[i], wanted.get(i));
        }
      }
      if (sum < seats) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
