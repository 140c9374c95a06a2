package io.coxswain.apiserver.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;

/** A compiled expression. Safe for concurrent use. */
public final class Expression {
  private final CelRuntime.Program program;

  /** Whether it reads the variable that holds what was there before. */
  private final boolean usesOldSelf;

  Expression(CelRuntime.Program program, boolean usesOldSelf) {
    this.program = program;
    this.usesOldSelf = usesOldSelf;
  }

  public boolean usesOldSelf() {
    return usesOldSelf;
  }

  /** What came of an evaluation. */
  public sealed interface Result {
    record Value(Object value) implements Result {}

    /** It failed, in CEL's words. */
    record Failed(String message) implements Result {}

    /** It cost more than the budget had left. */
    record TooExpensive() implements Result {}
  }

  /** Evaluates, and takes what it cost from the budget. */
  public Result evaluate(Map<String, Object> variables, Budget budget) {
    try {
      return new Result.Value(program.trace(variables, budget));
    } catch (Budget.ExceededException e) {
      return new Result.TooExpensive();
    } catch (CelEvaluationException e) {
      return budget.isExceeded()
          ? new Result.TooExpensive()
          : new Result.Failed(String.valueOf(e.getMessage()));
    }
  }
}
