package io.coxswain.kubectl.tree;

/**
 * What may be done with a string in YAML.
 *
 * @param plain it may stand without quotes
 * @param block it may be a literal block
 * @param multiline it has line breaks
 * @param special only double quotes can carry it
 */
record ScalarShape(boolean plain, boolean block, boolean multiline, boolean special) {

  static ScalarShape of(String text) {
    if (text.isEmpty()) {
      return new ScalarShape(false, false, false, false);
    }
    var indicators = text.startsWith("---") || text.startsWith("...");
    var special = false;
    var multiline = false;
    var spaceBeforeBreak = false;
    var breakBeforeSpace = false;
    var previous = -1;
    for (var i = 0; i < text.length(); ) {
      var c = text.codePointAt(i);
      var next = i + Character.charCount(c);
      var following = next < text.length() ? text.codePointAt(next) : -1;
      indicators |= indicator(c, previous, following, i == 0);
      multiline |= lineBreak(c);
      special |= !printable(c) && c != '\n';
      spaceBeforeBreak |= previous == ' ' && lineBreak(c);
      breakBeforeSpace |= lineBreak(previous) && c == ' ';
      previous = c;
      i = next;
    }
    var first = text.codePointAt(0);
    var edges = first == ' ' || lineBreak(first) || previous == ' ' || lineBreak(previous);
    var plain = !indicators && !special && !multiline && !edges;
    var block = !special && !spaceBeforeBreak && previous != ' ';
    return new ScalarShape(
        plain, block, multiline, special || spaceBeforeBreak || breakBeforeSpace && multiline);
  }

  private static boolean indicator(int c, int previous, int following, boolean first) {
    var blankFollows =
        following == -1 || following == ' ' || following == '\t' || lineBreak(following);
    if (first) {
      return switch (c) {
        case '#', ',', '[', ']', '{', '}', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`' ->
            true;
        case '?', ':', '-' -> blankFollows;
        default -> false;
      };
    }
    return c == ':' && blankFollows
        || c == '#' && (previous == ' ' || previous == '\t' || lineBreak(previous));
  }

  private static boolean lineBreak(int c) {
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  /** What goyaml writes as it is; characters beyond the first plane are escaped. */
  static boolean printable(int c) {
    return c == '\n'
        || c >= 0x20 && c <= 0x7E
        || c >= 0xA0 && c <= 0xD7FF
        || c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF;
  }
}
