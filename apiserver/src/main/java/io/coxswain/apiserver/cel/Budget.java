package io.coxswain.apiserver.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.Collection;
import java.util.Map;

/**
 * What the rules of one object may still cost. Like upstream's runtime cost it counts one unit for
 * each step, and for values that are made or walked through a tenth of their length more. For one
 * thread.
 */
public final class Budget implements CelEvaluationListener {
  /** Upstream's limit for one rule. */
  public static final long PER_RULE = 1_000_000;

  /** Upstream's limit for all rules of one object. */
  public static final long PER_OBJECT = 10_000_000;

  private static final int CHARACTERS_PER_UNIT = 10;

  private long left;
  private long leftForRule;
  private boolean exceeded;

  public Budget(long units) {
    left = units;
    leftForRule = Math.min(units, PER_RULE);
  }

  /** Begins the next rule. */
  public void nextRule() {
    leftForRule = Math.min(left, PER_RULE);
  }

  /** Whether the last rule, or all together, cost too much. */
  public boolean isExceeded() {
    return exceeded;
  }

  /** Whether nothing is left for any rule. */
  public boolean isUsedUp() {
    return left <= 0;
  }

  @Override
  public void callback(CelExpr expression, Object value) {
    var cost = 1L;
    if (expression.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL) {
      cost += size(value) / CHARACTERS_PER_UNIT;
    }
    left -= cost;
    leftForRule -= cost;
    if (leftForRule < 0) {
      exceeded = true;
      throw new ExceededException();
    }
  }

  private static long size(Object value) {
    return switch (value) {
      case String text -> text.length();
      case Collection<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      default -> 0;
    };
  }

  /** Ends an evaluation from inside. */
  static final class ExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExceededException() {
      super("cost limit exceeded", null, false, false);
    }
  }
}
