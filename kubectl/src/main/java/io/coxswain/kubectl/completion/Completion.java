package io.coxswain.kubectl.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a shell is told: how the last word may go on, and what to do with that. The form is Cobra's,
 * since shells keep the scripts that ask.
 *
 * @param candidates a word each, a description after a tab where there is one
 * @param directive bits, {@link #NO_SPACE} and the like
 */
public record Completion(List<String> candidates, int directive) {
  /** No space after the word: it goes on. */
  public static final int NO_SPACE = 2;

  /** No names of files where there are no candidates. */
  public static final int NO_FILES = 4;

  /** The candidates are the extensions of files to offer. */
  public static final int FILES_WITH_EXTENSION = 8;

  private static final List<String> NAMES =
      List.of("Error", "NoSpace", "NoFileComp", "FilterFileExt", "FilterDirs", "KeepOrder");

  public static final Completion FILES = new Completion(List.of(), 0);
  public static final Completion NOTHING = new Completion(List.of(), NO_FILES);

  static Completion words(List<String> candidates) {
    return new Completion(candidates, NO_FILES);
  }

  /** What goes to standard output: candidates line by line, the directive last. */
  public String text(boolean descriptions) {
    var text = new StringBuilder();
    for (var candidate : candidates) {
      var line = candidate.split("\n", 2)[0];
      text.append((descriptions ? line : line.split("\t", 2)[0]).strip()).append('\n');
    }
    return text.append(':').append(directive).append('\n').toString();
  }

  /** The directive in words, for those who ask by hand. */
  public String explanation() {
    var names = new ArrayList<String>();
    for (var bit = 0; bit < NAMES.size(); bit++) {
      if ((directive & 1 << bit) != 0) {
        names.add(NAMES.get(bit));
      }
    }
    return "Completion ended with directive: "
        + (names.isEmpty() ? List.of("Default") : names)
            .stream().map(name -> "ShellCompDirective" + name).collect(Collectors.joining(", "));
  }
}
