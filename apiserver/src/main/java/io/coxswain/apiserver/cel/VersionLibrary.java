package io.coxswain.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import io.coxswain.apiserver.cel.Library.Parameter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Semantic versions 2.0.0. */
final class VersionLibrary {
  private static final CelType SEMVER = OpaqueType.create("kubernetes.Semver");
  private static final Parameter TEXT = new Parameter(SimpleType.STRING, String.class);
  private static final Parameter VERSION = new Parameter(SEMVER, Version.class);
  private static final Pattern FORM =
      Pattern.compile(
          "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?");

  private VersionLibrary() {}

  /** A version; {@code pre} is empty for releases. */
  record Version(long major, long minor, long patch, String pre) implements Comparable<Version> {
    @Override
    public int compareTo(Version other) {
      var order = Long.compare(major, other.major);
      order = order != 0 ? order : Long.compare(minor, other.minor);
      order = order != 0 ? order : Long.compare(patch, other.patch);
      if (order != 0 || pre.equals(other.pre)) {
        return order;
      }
      if (pre.isEmpty() || other.pre.isEmpty()) {
        return pre.isEmpty() ? 1 : -1;
      }
      return comparePre(pre.split("\\."), other.pre.split("\\."));
    }

    private static int comparePre(String[] one, String[] two) {
      for (var i = 0; i < Math.min(one.length, two.length); i++) {
        var left = one[i].matches("\\d+");
        var right = two[i].matches("\\d+");
        var order =
            left && right
                ? Long.compare(Long.parseLong(one[i]), Long.parseLong(two[i]))
                : left == right ? one[i].compareTo(two[i]) : left ? -1 : 1;
        if (order != 0) {
          return Integer.signum(order);
        }
      }
      return Integer.compare(one.length, two.length);
    }
  }

  static Library library() {
    return new Library()
        .function("semver", SEMVER, a -> semver((String) a[0]), TEXT)
        .function("isSemver", SimpleType.BOOL, a -> parse((String) a[0]) != null, TEXT)
        .method("major", SimpleType.INT, a -> ((Version) a[0]).major(), VERSION)
        .method("minor", SimpleType.INT, a -> ((Version) a[0]).minor(), VERSION)
        .method("patch", SimpleType.INT, a -> ((Version) a[0]).patch(), VERSION)
        .method("isLessThan", SimpleType.BOOL, a -> compare(a) < 0, VERSION, VERSION)
        .method("isGreaterThan", SimpleType.BOOL, a -> compare(a) > 0, VERSION, VERSION)
        .method("compareTo", SimpleType.INT, a -> (long) compare(a), VERSION, VERSION);
  }

  private static int compare(Object[] arguments) {
    return ((Version) arguments[0]).compareTo((Version) arguments[1]);
  }

  private static Version semver(String text) throws CelEvaluationException {
    var version = parse(text);
    if (version == null) {
      throw new CelEvaluationException("No Major.Minor.Patch elements found");
    }
    return version;
  }

  private static @Nullable Version parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      return null;
    }
    try {
      return new Version(
          Long.parseLong(match.group(1)),
          Long.parseLong(match.group(2)),
          Long.parseLong(match.group(3)),
          match.group(4) == null ? "" : match.group(4));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
