package io.coxswain.kubectl.print;

import java.util.ArrayList;
import java.util.List;

/**
 * Aligns tab-terminated cells into columns as Go's tabwriter does: a column is a run of lines that
 * have a cell there, and the last cell of a line belongs to no column.
 */
public final class TabWriter {
  private final int minimum;
  private final int padding;
  private final StringBuilder out = new StringBuilder();
  private final List<String[]> lines = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();

  private TabWriter(int minimum, int padding) {
    this.minimum = minimum;
    this.padding = padding;
  }

  /** As kubectl aligns its tables. */
  public static String table(String text) {
    return new TabWriter(6, 3).align(text);
  }

  /** As kubectl aligns descriptions. */
  public static String description(String text) {
    return new TabWriter(0, 2).align(text);
  }

  private String align(String text) {
    for (var line : text.split("\n", -1)) {
      lines.add(line.split("\t", -1));
    }
    format(0, lines.size());
    return out.substring(0, out.length() - 1);
  }

  private void format(int from, int to) {
    var column = widths.size();
    var start = from;
    for (var line = from; line < to; line++) {
      if (column >= lines.get(line).length - 1) {
        continue;
      }
      write(start, line);
      start = line;
      var width = minimum;
      while (line < to && column < lines.get(line).length - 1) {
        width = Math.max(width, length(lines.get(line)[column]) + padding);
        line++;
      }
      widths.add(width);
      format(start, line);
      widths.removeLast();
      start = line;
    }
    write(start, to);
  }

  private void write(int from, int to) {
    for (var line = from; line < to; line++) {
      var cells = lines.get(line);
      for (var i = 0; i < cells.length; i++) {
        out.append(cells[i]);
        if (i < widths.size()) {
          out.repeat(' ', Math.max(0, widths.get(i) - length(cells[i])));
        }
      }
      out.append('\n');
    }
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
