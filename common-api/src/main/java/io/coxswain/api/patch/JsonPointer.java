package io.coxswain.api.patch;

import java.util.ArrayList;
import java.util.List;

/** JSON Pointer (RFC 6901), split into its unescaped steps. */
final class JsonPointer {
  private JsonPointer() {}

  static List<String> parse(String pointer) throws JsonPatch.Unfit {
    if (pointer.isEmpty()) {
      return List.of();
    }
    if (pointer.charAt(0) != '/') {
      throw new JsonPatch.Unfit(true, "invalid path \"" + pointer + "\": must begin with /");
    }
    var steps = new ArrayList<String>();
    for (var step : pointer.substring(1).split("/", -1)) {
      steps.add(step.replace("~1", "/").replace("~0", "~"));
    }
    return steps;
  }

  static String text(List<String> steps) {
    var text = new StringBuilder();
    for (var step : steps) {
      text.append('/').append(step.replace("~", "~0").replace("/", "~1"));
    }
    return text.toString();
  }

  /** The list index a step names, or -1 where it is none or greater than {@code max}. */
  static int index(String step, int max) {
    if (step.isEmpty() || step.length() > 9 || step.length() > 1 && step.charAt(0) == '0') {
      return -1;
    }
    for (var i = 0; i < step.length(); i++) {
      if (step.charAt(i) < '0' || step.charAt(i) > '9') {
        return -1;
      }
    }
    var index = Integer.parseInt(step);
    return index <= max ? index : -1;
  }
}
