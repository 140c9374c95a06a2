package io.coxswain.apiserver.discovery;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Upstream's order of version names: {@code v10, v2, v1, v11beta2, v3beta1, v12alpha1, foo1}. Names
 * of another form come last, by their letters.
 */
public final class VersionOrder {
  public static final Comparator<String> PREFERRED_FIRST = VersionOrder::compare;

  private static final Pattern FORM = Pattern.compile("v([1-9]\\d*)(?:(alpha|beta)([1-9]\\d*))?");

  private VersionOrder() {}

  private static int compare(String left, String right) {
    var one = FORM.matcher(left);
    var two = FORM.matcher(right);
    if (!one.matches() || !two.matches()) {
      var form = Boolean.compare(two.matches(), one.matches());
      return form != 0 ? form : left.compareTo(right);
    }
    var stability = stability(two.group(2)) - stability(one.group(2));
    if (stability != 0) {
      return stability;
    }
    var major = new BigInteger(two.group(1)).compareTo(new BigInteger(one.group(1)));
    return major != 0 || one.group(3) == null
        ? major
        : new BigInteger(two.group(3)).compareTo(new BigInteger(one.group(3)));
  }

  /** 2 stable, 1 beta, 0 alpha. */
  private static int stability(@Nullable String suffix) {
    if (suffix == null) {
      return 2;
    }
    return suffix.equals("beta") ? 1 : 0;
  }
}
