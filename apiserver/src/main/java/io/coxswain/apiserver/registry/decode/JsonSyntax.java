package io.coxswain.apiserver.registry.decode;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is wrong with text that is no JSON, in the words of Go's encoding/json, which clients know.
 */
public final class JsonSyntax {
  /** Deeper text is refused by the parser for its depth, not for its syntax. */
  private static final int DEEPEST = 500;

  private static final int END = -1;

  private final byte[] text;
  private int at;
  private int depth;

  private JsonSyntax(byte[] text) {
    this.text = text;
  }

  private static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    SyntaxException(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * The first thing that is wrong with a text: {@code invalid character 'b' looking for beginning
   * of object key string}; {@code otherwise} where its syntax is right or too deep to say.
   */
  public static String problem(byte[] text, @Nullable String otherwise) {
    var reader = new JsonSyntax(text);
    try {
      reader.value();
      if (reader.next() != END) {
        throw reader.unexpected("after top-level value");
      }
      return String.valueOf(otherwise);
    } catch (SyntaxException e) {
      return String.valueOf(e.getMessage());
    } catch (DepthException e) {
      return String.valueOf(otherwise);
    }
  }

  private static final class DepthException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A JSON value that Go cannot read into a variable of some type. */
  public static String mismatch(JsonNode value, String goType) {
    var found =
        switch (value.getNodeType()) {
          case ARRAY -> "array";
          case OBJECT -> "object";
          case NUMBER -> "number";
          case BOOLEAN -> "bool";
          default -> "string";
        };
    return "json: cannot unmarshal " + found + " into Go value of type " + goType;
  }

  private void value() throws SyntaxException {
    var c = next();
    switch (c) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> {
        if (c != '-' && !isDigit(c)) {
          throw unexpected("looking for beginning of value");
        }
        number();
      }
    }
  }

  private void object() throws SyntaxException {
    enter();
    if (next() != '}') {
      do {
        if (next() != '"') {
          throw unexpected("looking for beginning of object key string");
        }
        string();
        if (next() != ':') {
          throw unexpected("after object key");
        }
        at++;
        value();
      } while (isMore('}', "after object key:value pair"));
    }
    leave();
  }

  private void array() throws SyntaxException {
    enter();
    if (next() != ']') {
      do {
        value();
      } while (isMore(']', "after array element"));
    }
    leave();
  }

  private void enter() {
    at++;
    if (++depth > DEEPEST) {
      throw new DepthException();
    }
  }

  private void leave() {
    at++;
    depth--;
  }

  private boolean isMore(char end, String place) throws SyntaxException {
    var c = next();
    if (c == ',') {
      at++;
      return true;
    }
    if (c != end) {
      throw unexpected(place);
    }
    return false;
  }

  private void string() throws SyntaxException {
    at++;
    for (var c = here(); c != '"'; c = here()) {
      if (c < ' ') {
        throw unexpected("in string literal");
      }
      at++;
      if (c == '\\') {
        escape();
      }
    }
    at++;
  }

  private void escape() throws SyntaxException {
    var c = here();
    if (c == END || "bfnrt\\/\"u".indexOf(c) < 0) {
      throw unexpected("in string escape code");
    }
    at++;
    for (var i = 0; c == 'u' && i < 4; i++, at++) {
      if (Character.digit(here(), 16) < 0) {
        throw unexpected("in \\u hexadecimal character escape");
      }
    }
  }

  private void literal(String word) throws SyntaxException {
    at++;
    for (var i = 1; i < word.length(); i++, at++) {
      if (here() != word.charAt(i)) {
        throw unexpected("in literal " + word + " (expecting " + quoted(word.charAt(i)) + ")");
      }
    }
  }

  private void number() throws SyntaxException {
    if (here() == '-') {
      at++;
    }
    if (here() == '0') {
      at++;
    } else {
      digits("in numeric literal");
    }
    if (here() == '.') {
      at++;
      digits("after decimal point in numeric literal");
    }
    if (here() == 'e' || here() == 'E') {
      at++;
      if (here() == '+' || here() == '-') {
        at++;
      }
      digits("in exponent of numeric literal");
    }
  }

  private void digits(String place) throws SyntaxException {
    if (!isDigit(here())) {
      throw unexpected(place);
    }
    while (isDigit(here())) {
      at++;
    }
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private int here() {
    return at < text.length ? text[at] & 0xff : END;
  }

  private int next() {
    while (at < text.length && " \t\r\n".indexOf(text[at]) >= 0) {
      at++;
    }
    return here();
  }

  private SyntaxException unexpected(String place) {
    var c = here();
    return new SyntaxException(
        c == END ? "unexpected end of JSON input" : "invalid character " + quoted(c) + " " + place);
  }

  private static String quoted(int c) {
    return switch (c) {
      case '\'' -> "'\\''";
      case '"' -> "'\"'";
      case '\\' -> "'\\\\'";
      case '\n' -> "'\\n'";
      case '\t' -> "'\\t'";
      case '\r' -> "'\\r'";
      case '\b' -> "'\\b'";
      case '\f' -> "'\\f'";
      case 7 -> "'\\a'";
      case 11 -> "'\\v'";
      default ->
          c < ' ' || c == 0x7f
              ? "'\\x%02x'".formatted(c)
              : c >= 0x80 && c <= 0xa0 || c == 0xad
                  ? "'\\u%04x'".formatted(c)
                  : "'" + (char) c + "'";
    };
  }
}
