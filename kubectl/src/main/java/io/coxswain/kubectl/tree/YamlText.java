package io.coxswain.kubectl.tree;

/**
 * The text under construction and the choice between plain, quoted and literal scalars. Follows the
 * rules of libyaml's emitter.
 */
final class YamlText {
  private static final int WIDTH = 80;
  private final StringBuilder out = new StringBuilder();
  private int lineStart;

  void append(String text) {
    out.append(text);
    var newLine = text.lastIndexOf('\n');
    if (newLine >= 0) {
      lineStart = out.length() - text.length() + newLine + 1;
    }
  }

  void indent(int columns) {
    out.repeat(' ', columns);
  }

  /** A key: one line, never folded. */
  void key(String name, int indent) {
    var shape = ScalarShape.of(name);
    if (shape.special() || shape.multiline()) {
      doubleQuoted(name, indent, false);
    } else if (YamlScalars.ambiguous(name)) {
      doubleQuoted(name, indent, false);
    } else if (shape.plain()) {
      append(name);
    } else {
      singleQuoted(name, indent, false);
    }
  }

  void value(String text, int indent) {
    var shape = ScalarShape.of(text);
    if (text.indexOf('\n') >= 0) {
      if (shape.block()) {
        literal(text, indent);
      } else {
        doubleQuoted(text, indent, true);
      }
    } else if (YamlScalars.ambiguous(text) || shape.special()) {
      doubleQuoted(text, indent, true);
    } else if (shape.plain()) {
      folded(text, indent);
    } else {
      singleQuoted(text, indent, true);
    }
  }

  private int column() {
    return out.length() - lineStart;
  }

  private void foldedBreak(int indent) {
    append("\n");
    indent(indent);
  }

  private void folded(String text, int indent) {
    var afterSpace = false;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == ' ') {
        if (!afterSpace && column() > WIDTH && i + 1 < text.length() && text.charAt(i + 1) != ' ') {
          foldedBreak(indent);
        } else {
          out.append(c);
        }
        afterSpace = true;
      } else {
        out.append(c);
        afterSpace = false;
      }
    }
  }

  private void singleQuoted(String text, int indent, boolean fold) {
    out.append('\'');
    var afterSpace = false;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == ' ') {
        var inside = i > 0 && i + 1 < text.length() && text.charAt(i + 1) != ' ';
        if (fold && !afterSpace && column() > WIDTH && inside) {
          foldedBreak(indent);
        } else {
          out.append(c);
        }
        afterSpace = true;
      } else {
        out.append(c == '\'' ? "''" : String.valueOf(c));
        afterSpace = false;
      }
    }
    out.append('\'');
  }

  private void doubleQuoted(String text, int indent, boolean fold) {
    out.append('"');
    var afterSpace = false;
    for (var i = 0; i < text.length(); ) {
      var c = text.codePointAt(i);
      var next = i + Character.charCount(c);
      if (c == ' ') {
        if (fold && !afterSpace && column() > WIDTH && i > 0 && next < text.length()) {
          foldedBreak(indent);
          if (text.charAt(next) == ' ') {
            out.append('\\');
          }
        } else {
          out.append(' ');
        }
        afterSpace = true;
      } else {
        out.append(escape(c));
        afterSpace = false;
      }
      i = next;
    }
    out.append('"');
  }

  private static String escape(int c) {
    return switch (c) {
      case 0 -> "\\0";
      case 7 -> "\\a";
      case '\b' -> "\\b";
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case 11 -> "\\v";
      case '\f' -> "\\f";
      case '\r' -> "\\r";
      case 27 -> "\\e";
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case 0x85 -> "\\N";
      case 0xA0 -> "\\_";
      case 0x2028 -> "\\L";
      case 0x2029 -> "\\P";
      default ->
          ScalarShape.printable(c)
              ? Character.toString(c)
              : c <= 0xFF
                  ? String.format("\\x%02X", c)
                  : c <= 0xFFFF ? String.format("\\u%04X", c) : String.format("\\U%08X", c);
    };
  }

  private void literal(String text, int indent) {
    out.append('|');
    if (text.startsWith(" ") || text.startsWith("\n")) {
      out.append('2');
    }
    var body = text;
    if (!text.endsWith("\n")) {
      out.append('-');
    } else if (text.length() == 1 || text.endsWith("\n\n")) {
      out.append('+');
    }
    if (body.endsWith("\n")) {
      body = body.substring(0, body.length() - 1);
    }
    for (var line : body.split("\n", -1)) {
      append("\n");
      if (!line.isEmpty()) {
        indent(indent);
        out.append(line);
      }
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
