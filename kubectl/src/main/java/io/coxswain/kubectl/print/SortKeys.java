package io.coxswain.kubectl.print;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The order of {@code --sort-by}: absent first, numbers and quantities by size, else as text. */
public final class SortKeys {
  private SortKeys() {}

  public static int compare(JsonPath path, JsonNode a, JsonNode b) {
    var left = path.first(a);
    var right = path.first(b);
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    if (left.isNumber() && right.isNumber()) {
      return Double.compare(left.doubleValue(), right.doubleValue());
    }
    var leftText = JsonPath.text(left);
    var rightText = JsonPath.text(right);
    var leftTime = time(leftText);
    var rightTime = time(rightText);
    if (leftTime != null && rightTime != null) {
      return leftTime.compareTo(rightTime);
    }
    var leftSize = Quantities.parse(leftText);
    var rightSize = Quantities.parse(rightText);
    return leftSize != null && rightSize != null
        ? leftSize.compareTo(rightSize)
        : leftText.compareTo(rightText);
  }

  private static @Nullable Instant time(String text) {
    if (text.length() < 20 || text.charAt(10) != 'T') {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return null; // not a time after all
    }
  }
}
