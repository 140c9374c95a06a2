package io.coxswain.apiserver.cel;

import java.util.Set;

/** Words that name no variable and no field in CEL (its language definition, "Syntax"). */
public final class ReservedWords {
  public static final Set<String> ALL =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private ReservedWords() {}
}
