package io.coxswain.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.regex.Pattern;

/** A compiled expression. Safe for concurrent use. */
public final class Expression {
  private static final Pattern PLACE = Pattern.compile("^evaluation error(?: at [^:]*:\\d+)?: ");
  private static final Pattern MISSING_KEY =
      Pattern.compile("key '(.*)' is not present in map\\.", Pattern.DOTALL);

  private final CelRuntime.Program program;

  /** Whether it reads the variable that holds what was there before. */
  private final boolean usesOldSelf;

  private final CelType type;

  Expression(CelRuntime.Program program, CelType type, boolean usesOldSelf) {
    this.program = program;
    this.type = type;
    this.usesOldSelf = usesOldSelf;
  }

  /** The type of what it evaluates to. */
  public CelType type() {
    return type;
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
    } catch (RuntimeException e) {
      return new Result.Failed(String.valueOf(e.getMessage())); // of a variable that is a map
    } catch (CelEvaluationException e) {
      return budget.isExceeded()
          ? new Result.TooExpensive()
          : new Result.Failed(words(String.valueOf(e.getMessage())));
    }
  }

  /** The failure as cel-go words it, which is what users of Kubernetes know. */
  private static String words(String message) {
    var bare = PLACE.matcher(message).replaceFirst("");
    var missing = MISSING_KEY.matcher(bare);
    return missing.matches() ? "no such key: " + missing.group(1) : bare;
  }
}
