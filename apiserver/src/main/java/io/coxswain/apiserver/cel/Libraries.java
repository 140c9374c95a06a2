package io.coxswain.apiserver.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.runtime.CelEvaluationException;
import io.coxswain.api.Quantity;
import io.coxswain.apiserver.cel.Library.Parameter;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The libraries that Kubernetes adds to CEL (the page "Common Expression Language"). */
final class Libraries {
  private static final CelType ANY = TypeParamType.create("T");
  private static final CelType URL = OpaqueType.create("kubernetes.URL");
  private static final CelType QUANTITY = OpaqueType.create("kubernetes.Quantity");

  private static final Parameter TEXT = new Parameter(SimpleType.STRING, String.class);
  private static final Parameter INT = new Parameter(SimpleType.INT, Long.class);
  private static final Parameter LIST = new Parameter(ListType.create(ANY), List.class);
  private static final Parameter ELEMENT = new Parameter(ANY, Object.class);
  private static final Parameter LINK = new Parameter(URL, URI.class);
  private static final Parameter AMOUNT = new Parameter(QUANTITY, Quantity.class);

  static final List<Library> ALL =
      List.of(
          lists(),
          regex(),
          urls(),
          quantities(),
          AddressLibrary.library(),
          VersionLibrary.library(),
          AuthorizerLibrary.library());

  private Libraries() {}

  private static Library lists() {
    var library =
        new Library()
            .method("isSorted", SimpleType.BOOL, a -> isSorted(list(a[0])), LIST)
            .method("min", ANY, a -> extreme(list(a[0]), "min", -1), LIST)
            .method("max", ANY, a -> extreme(list(a[0]), "max", 1), LIST);
    for (var number : List.of(SimpleType.INT, SimpleType.DOUBLE)) {
      library.method(
          "sum",
          number,
          a -> sum(list(a[0]), number == SimpleType.INT),
          new Parameter(ListType.create(number), List.class));
    }
    return library
        .method("indexOf", SimpleType.INT, a -> (long) list(a[0]).indexOf(a[1]), LIST, ELEMENT)
        .method(
            "lastIndexOf", SimpleType.INT, a -> (long) list(a[0]).lastIndexOf(a[1]), LIST, ELEMENT);
  }

  private static Library regex() {
    var texts = ListType.create(SimpleType.STRING);
    return new Library()
        .method("find", SimpleType.STRING, a -> find((String) a[0], (String) a[1]), TEXT, TEXT)
        .method("findAll", texts, a -> findAll((String) a[0], (String) a[1], -1), TEXT, TEXT)
        .method(
            "findAll",
            texts,
            a -> findAll((String) a[0], (String) a[1], (Long) a[2]),
            TEXT,
            TEXT,
            INT);
  }

  private static Library urls() {
    var query = MapType.create(SimpleType.STRING, ListType.create(SimpleType.STRING));
    return new Library()
        .function("url", URL, a -> url((String) a[0]), TEXT)
        .function("isURL", SimpleType.BOOL, a -> isUrl((String) a[0]), TEXT)
        .method("getScheme", SimpleType.STRING, a -> text(((URI) a[0]).getScheme()), LINK)
        .method("getHost", SimpleType.STRING, a -> text(((URI) a[0]).getAuthority()), LINK)
        .method("getHostname", SimpleType.STRING, a -> hostname((URI) a[0]), LINK)
        .method(
            "getPort",
            SimpleType.STRING,
            a -> ((URI) a[0]).getPort() < 0 ? "" : "" + ((URI) a[0]).getPort(),
            LINK)
        .method("getEscapedPath", SimpleType.STRING, a -> text(((URI) a[0]).getRawPath()), LINK)
        .method("getQuery", query, a -> query((URI) a[0]), LINK);
  }

  private static Library quantities() {
    return new Library()
        .function("quantity", QUANTITY, a -> quantity((String) a[0]), TEXT)
        .function("isQuantity", SimpleType.BOOL, a -> isQuantity((String) a[0]), TEXT)
        .method("sign", SimpleType.INT, a -> (long) value(a[0]).signum(), AMOUNT)
        .method("isInteger", SimpleType.BOOL, a -> isWhole(value(a[0])), AMOUNT)
        .method("asInteger", SimpleType.INT, a -> whole(value(a[0])), AMOUNT)
        .method("asApproximateFloat", SimpleType.DOUBLE, a -> value(a[0]).doubleValue(), AMOUNT)
        .method("add", QUANTITY, a -> ((Quantity) a[0]).plus((Quantity) a[1]), AMOUNT, AMOUNT)
        .method("add", QUANTITY, a -> ((Quantity) a[0]).plus(Quantity.of((Long) a[1])), AMOUNT, INT)
        .method("sub", QUANTITY, a -> ((Quantity) a[0]).minus((Quantity) a[1]), AMOUNT, AMOUNT)
        .method(
            "sub", QUANTITY, a -> ((Quantity) a[0]).minus(Quantity.of((Long) a[1])), AMOUNT, INT)
        .method("isLessThan", SimpleType.BOOL, a -> compare(a) < 0, AMOUNT, AMOUNT)
        .method("isGreaterThan", SimpleType.BOOL, a -> compare(a) > 0, AMOUNT, AMOUNT)
        .method(
            "compareTo", SimpleType.INT, a -> (long) Integer.signum(compare(a)), AMOUNT, AMOUNT);
  }

  private static int compare(Object[] arguments) {
    return ((Quantity) arguments[0]).compareTo((Quantity) arguments[1]);
  }

  private static BigDecimal value(Object quantity) {
    return ((Quantity) quantity).value();
  }

  private static boolean isWhole(BigDecimal value) {
    return value.stripTrailingZeros().scale() <= 0 && value.toBigInteger().bitLength() < 64;
  }

  private static long whole(BigDecimal value) throws CelEvaluationException {
    if (!isWhole(value)) {
      throw new CelEvaluationException("cannot convert value to integer");
    }
    return value.longValueExact();
  }

  private static Quantity quantity(String text) throws CelEvaluationException {
    try {
      return Quantity.of(text).canonical();
    } catch (IllegalArgumentException e) {
      throw new CelEvaluationException(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isQuantity(String text) {
    try {
      return Quantity.of(text).value() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<?> list(Object value) {
    return (List<?>) value;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the checker allows elements of one type only
  private static int order(Object one, Object two) throws CelEvaluationException {
    if (one instanceof Number left && two instanceof Number right) {
      return Double.compare(left.doubleValue(), right.doubleValue());
    }
    if (one instanceof Comparable comparable && one.getClass() == two.getClass()) {
      return comparable.compareTo(two);
    }
    throw new CelEvaluationException("no such overload");
  }

  private static boolean isSorted(List<?> list) throws CelEvaluationException {
    for (var i = 1; i < list.size(); i++) {
      if (order(list.get(i - 1), list.get(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  private static Object extreme(List<?> list, String name, int sign) throws CelEvaluationException {
    if (list.isEmpty()) {
      throw new CelEvaluationException(name + " called on empty list");
    }
    Object best = list.getFirst();
    for (var element : list) {
      if (sign * order(element, best) > 0) {
        best = element;
      }
    }
    return best;
  }

  private static Object sum(List<?> list, boolean whole) {
    var total = 0L;
    var sum = 0.0;
    for (var element : list) {
      total += ((Number) element).longValue();
      sum += ((Number) element).doubleValue();
    }
    return whole ? (Object) total : (Object) sum;
  }

  private static Pattern pattern(String text) throws CelEvaluationException {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new CelEvaluationException("Illegal regex: " + e.getMessage(), e);
    }
  }

  private static String find(String text, String pattern) throws CelEvaluationException {
    var matcher = pattern(pattern).matcher(text);
    return matcher.find() ? matcher.group() : "";
  }

  private static List<String> findAll(String text, String pattern, long most)
      throws CelEvaluationException {
    var found = new ArrayList<String>();
    var matcher = pattern(pattern).matcher(text);
    while ((most < 0 || found.size() < most) && matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  /** An absolute URI or an absolute path, as Go's ParseRequestURI takes them. */
  private static URI url(String text) throws CelEvaluationException {
    try {
      var uri = new URI(text);
      if (uri.isAbsolute() || text.startsWith("/")) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new CelEvaluationException("URL parse error during conversion from string: " + text, e);
    }
    throw new CelEvaluationException(
        "URL parse error during conversion from string: parse \""
            + text
            + "\": invalid URI for request");
  }

  private static boolean isUrl(String text) {
    try {
      return url(text) != null;
    } catch (CelEvaluationException e) {
      return false;
    }
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String hostname(URI uri) {
    var host = text(uri.getHost());
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static Map<String, List<String>> query(URI uri) {
    var query = new LinkedHashMap<String, List<String>>();
    for (var pair : text(uri.getQuery()).split("&")) {
      if (!pair.isEmpty()) {
        var equals = pair.indexOf('=');
        query
            .computeIfAbsent(
                equals < 0 ? pair : pair.substring(0, equals), ignored -> new ArrayList<>())
            .add(equals < 0 ? "" : pair.substring(equals + 1));
      }
    }
    return query;
  }
}
