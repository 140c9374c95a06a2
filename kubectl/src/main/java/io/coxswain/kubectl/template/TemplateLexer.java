package io.coxswain.kubectl.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Splits a template into text and the words of its actions. */
final class TemplateLexer {
  private static final Pattern WORD =
      Pattern.compile(
          "\\s*(?:(\"(?:\\\\.|[^\"\\\\])*\"|`[^`]*`|'(?:\\\\.|[^'\\\\])+')"
              + "|([-+]?[0-9][0-9a-zA-Z_.]*)|(\\$[A-Za-z0-9_]*)|(:=|=|\\||\\(|\\)|,)"
              + "|(\\.[A-Za-z_][A-Za-z0-9_]*|\\.)|([A-Za-z_][A-Za-z0-9_]*))");

  /** What a token is. */
  enum Kind {
    TEXT,
    STRING,
    NUMBER,
    VARIABLE,
    SIGN,
    FIELD,
    WORD,
    END
  }

  /**
   * A token.
   *
   * @param joined it follows the token before without a space, as {@code .b} of {@code $a.b}
   */
  record Token(Kind kind, String text, boolean joined) {}

  private TemplateLexer() {}

  static List<Token> tokens(String template) {
    var tokens = new ArrayList<Token>();
    var at = 0;
    while (at < template.length()) {
      var open = template.indexOf("{{", at);
      if (open < 0) {
        text(tokens, template.substring(at));
        break;
      }
      var trimBefore = template.startsWith("{{- ", open) || template.startsWith("{{-\n", open);
      var before = template.substring(at, open);
      text(tokens, trimBefore ? before.stripTrailing() : before);
      var start = open + (trimBefore ? 3 : 2);
      at = action(template, start, tokens);
      if (template.startsWith("-}}", at - 3) && Character.isWhitespace(template.charAt(at - 4))) {
        while (at < template.length() && Character.isWhitespace(template.charAt(at))) {
          at++;
        }
      }
    }
    return tokens;
  }

  private static void text(List<Token> tokens, String text) {
    if (!text.isEmpty()) {
      tokens.add(new Token(Kind.TEXT, text, false));
    }
  }

  /** Reads the words up to the closing braces; returns the place behind them. */
  private static int action(String template, int start, List<Token> tokens) {
    var comment = template.substring(start).stripLeading();
    if (comment.startsWith("/*")) {
      var end = template.indexOf("*/", start);
      var close = end < 0 ? -1 : template.indexOf("}}", end);
      if (close < 0) {
        throw new TemplateException("template: output:1: unclosed comment");
      }
      return close + 2;
    }
    var matcher = WORD.matcher(template);
    var at = start;
    while (true) {
      var space = at;
      while (space < template.length() && Character.isWhitespace(template.charAt(space))) {
        space++;
      }
      if (template.startsWith("}}", space) || template.startsWith("-}}", space)) {
        tokens.add(new Token(Kind.END, "}}", false));
        return template.indexOf("}}", space) + 2;
      }
      if (space >= template.length()) {
        throw new TemplateException("template: output:1: unclosed action");
      }
      matcher.region(at, template.length());
      if (!matcher.lookingAt()) {
        throw new TemplateException(
            "template: output:1: unexpected \"%s\" in command".formatted(template.charAt(space)));
      }
      tokens.add(token(matcher, space == at));
      at = matcher.end();
    }
  }

  private static Token token(java.util.regex.Matcher matcher, boolean joined) {
    Kind[] kinds = {Kind.STRING, Kind.NUMBER, Kind.VARIABLE, Kind.SIGN, Kind.FIELD, Kind.WORD};
    for (var group = 1; group <= kinds.length; group++) {
      var text = matcher.group(group);
      if (text != null) {
        return new Token(kinds[group - 1], text, joined);
      }
    }
    throw new IllegalStateException("a match has a group");
  }
}
