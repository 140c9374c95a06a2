package io.coxswain.api.placement;

import io.coxswain.api.core.v1.Node.Taint;
import io.coxswain.api.core.v1.PodSpec.Toleration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which taint is tolerated by which toleration (core/v1 Toleration). */
public final class Tolerations {
  private Tolerations() {}

  /** Whether one of the tolerations covers the taint. */
  public static boolean tolerates(List<Toleration> tolerations, Taint taint) {
    for (var toleration : tolerations) {
      if (tolerates(toleration, taint)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the toleration covers the taint. */
  public static boolean tolerates(Toleration toleration, Taint taint) {
    if (!isEmptyOr(toleration.effect(), taint.effect())
        || !isEmptyOr(toleration.key(), taint.key())) {
      return false;
    }
    var operator = toleration.operator();
    if ("Exists".equals(operator)) {
      return true;
    }
    return (operator == null || operator.isEmpty() || operator.equals("Equal"))
        && orEmpty(toleration.value()).equals(orEmpty(taint.value()));
  }

  private static boolean isEmptyOr(@Nullable String text, String wanted) {
    return text == null || text.isEmpty() || text.equals(wanted);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
