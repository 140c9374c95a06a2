package io.coxswain.apiserver.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Warnings as headers (RFC 7234, section 5.5): each once, and shortened where all together would be
 * more than clients read, as upstream's warning recorder does.
 */
final class Warnings {
  private static final int MOST_CHARACTERS = 4 * 1024;
  private static final int MOST_OF_ONE = 256;

  private Warnings() {}

  /** The values of the headers. */
  static List<String> headers(List<String> texts) {
    var distinct = new LinkedHashSet<>(texts);
    var all = distinct.stream().mapToInt(String::length).sum();
    var headers = new ArrayList<String>(distinct.size());
    var written = 0;
    for (var text : distinct) {
      if (text.isEmpty() || written >= MOST_CHARACTERS) {
        continue;
      }
      var shown =
          all > MOST_CHARACTERS && text.length() > MOST_OF_ONE
              ? text.substring(0, MOST_OF_ONE)
              : text;
      written += shown.length();
      headers.add("299 - " + quoted(shown));
    }
    return headers;
  }

  /** Headers can't hold control characters. */
  private static String quoted(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else {
        quoted.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    return quoted.append('"').toString();
  }
}
