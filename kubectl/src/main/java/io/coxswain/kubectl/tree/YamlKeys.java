package io.coxswain.kubectl.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The order of keys in printed YAML: letters after everything else, runs of digits by their value,
 * as goyaml sorts map keys.
 */
final class YamlKeys {
  private YamlKeys() {}

  /**
   * The names in order. goyaml's order has cycles (a10 before a1b before a2 before a10), on which
   * the JDK's sort may give up: this is an insertion sort.
   */
  static List<String> sorted(Collection<String> names) {
    var result = new ArrayList<String>(names.size());
    for (var name : names) {
      var at = result.size();
      while (at > 0 && compare(name, result.get(at - 1)) < 0) {
        at--;
      }
      result.add(at, name);
    }
    return result;
  }

  static int compare(String a, String b) {
    var shorter = Math.min(a.length(), b.length());
    for (var i = 0; i < shorter; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        return compareFrom(a, b, i);
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static int compareFrom(String a, String b, int at) {
    var aLetter = Character.isLetter(a.charAt(at));
    var bLetter = Character.isLetter(b.charAt(at));
    if (aLetter && bLetter) {
      return Character.compare(a.charAt(at), b.charAt(at));
    }
    if (aLetter || bLetter) {
      return aLetter ? 1 : -1;
    }
    var aEnd = digitsEnd(a, at);
    var bEnd = digitsEnd(b, at);
    // A zero in the middle of a number counts as a digit of it, not as a leading zero.
    var lead = insideNumber(a, b, at) ? "1" : "0";
    var byValue = number(lead, a, at, aEnd).compareTo(number(lead, b, at, bEnd));
    if (byValue != 0) {
      return byValue;
    }
    return aEnd != bEnd
        ? Integer.compare(aEnd, bEnd)
        : Character.compare(a.charAt(at), b.charAt(at));
  }

  private static boolean insideNumber(String a, String b, int at) {
    if (a.charAt(at) != '0' && b.charAt(at) != '0') {
      return false;
    }
    for (var i = at - 1; i >= 0 && Character.isDigit(a.charAt(i)); i--) {
      if (a.charAt(i) != '0') {
        return true;
      }
    }
    return false;
  }

  private static int digitsEnd(String text, int from) {
    var end = from;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static java.math.BigInteger number(String lead, String text, int from, int to) {
    return new java.math.BigInteger(lead + text.substring(from, to));
  }
}
