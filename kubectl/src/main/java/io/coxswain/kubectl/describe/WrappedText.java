package io.coxswain.kubectl.describe;

import java.util.ArrayList;
import java.util.List;

/** Text broken at spaces into lines of a width; a longer word has a line of its own. */
final class WrappedText {
  private WrappedText() {}

  static List<String> lines(String text, int width) {
    var lines = new ArrayList<String>();
    for (var paragraph : text.split("\n", -1)) {
      var line = new StringBuilder();
      for (var word : paragraph.strip().split(" +", -1)) {
        if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
