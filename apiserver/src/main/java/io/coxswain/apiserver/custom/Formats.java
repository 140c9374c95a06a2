package io.coxswain.apiserver.custom;

import io.coxswain.apiserver.registry.validation.Addresses;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The formats of strings that upstream's validator knows; unknown ones fit everything. */
final class Formats {
  private static final Pattern HOSTNAME =
      Pattern.compile(
          "([a-zA-Z0-9\\p{S}\\p{L}]((-?[a-zA-Z0-9\\p{S}\\p{L}]{0,62})?)|([a-zA-Z0-9\\p{S}\\p{L}](([a-zA-Z0-9-\\p{S}\\p{L}]{0,61}[a-zA-Z0-9\\p{S}\\p{L}])?)(\\.)){1,}([a-zA-Z\\p{L}]){2,63})");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s<>]+@[^@\\s<>]+");
  private static final Pattern DURATION =
      Pattern.compile(
          "[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)\\s*(?:ns|us|µs|μs|ms|s|m|h|nanoseconds?|nanos?|micros?|microseconds?|millis?|milliseconds?|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|d|weeks?|wks?|w)(?:(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:ns|us|µs|μs|ms|s|m|h))*|0");
  private static final String HEX = "(?i)[0-9a-f]";

  private static final Map<String, Predicate<String>> CHECKS =
      Map.ofEntries(
          Map.entry("bsonobjectid", whole("(?i)[0-9a-f]{24}")),
          Map.entry("uri", Formats::uri),
          Map.entry("email", text -> EMAIL.matcher(text).matches()),
          Map.entry("hostname", text -> text.length() < 254 && HOSTNAME.matcher(text).matches()),
          Map.entry("ipv4", Addresses::isIpv4),
          Map.entry("ipv6", Addresses::isIpv6),
          Map.entry("cidr", Formats::cidr),
          Map.entry(
              "mac",
              whole(
                  "(?i)(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\\1){4}[0-9a-f]{2}|[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\\2){6}[0-9a-f]{2}|(?:[0-9a-f]{4}\\.){2,3}[0-9a-f]{4})")),
          Map.entry("uuid", uuid("[0-9a-f]", "[0-9a-f]")),
          Map.entry("uuid3", uuid("3", "[0-9a-f]")),
          Map.entry("uuid4", uuid("4", "[89ab]")),
          Map.entry("uuid5", uuid("5", "[89ab]")),
          Map.entry("isbn", text -> isbn10(text) || isbn13(text)),
          Map.entry("isbn10", Formats::isbn10),
          Map.entry("isbn13", Formats::isbn13),
          Map.entry("creditcard", Formats::creditCard),
          Map.entry("ssn", whole("\\d{3}[- ]?\\d{2}[- ]?\\d{4}")),
          Map.entry("hexcolor", whole("#?(?:" + HEX + "{3}|" + HEX + "{6})")),
          Map.entry(
              "rgbcolor",
              whole(
                  "rgb\\((?:\\s*(?:0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])\\s*,){2}\\s*(?:0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])\\s*\\)")),
          Map.entry("byte", Formats::base64),
          Map.entry("date", Formats::date),
          Map.entry("duration", text -> DURATION.matcher(text).matches()),
          Map.entry("datetime", Formats::dateTime));

  /** Formats that every text has, and one that upstream lists but knows no check for. */
  private static final Set<String> UNCHECKED = Set.of("password", "quantity");

  private Formats() {}

  static boolean matches(String format, String text) {
    var check = CHECKS.get(normal(format));
    return check == null || check.test(text);
  }

  /** Whether values are checked by it, or could be. */
  static boolean isKnown(String format) {
    var name = format.replace("-", "");
    return CHECKS.containsKey(name) || UNCHECKED.contains(name);
  }

  /** The format as messages name it. */
  static String name(String format) {
    return normal(format).equals("datetime") ? "date-time" : format;
  }

  private static String normal(String format) {
    return format.replace("-", "").toLowerCase(Locale.ROOT);
  }

  private static Predicate<String> whole(String pattern) {
    return Pattern.compile(pattern).asMatchPredicate();
  }

  private static Predicate<String> uuid(String version, String variant) {
    return whole(
        "(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?"
            + version
            + "[0-9a-f]{3}-?"
            + variant
            + "[0-9a-f]{3}-?[0-9a-f]{12}");
  }

  private static boolean uri(String text) {
    try {
      return text.startsWith("/") || new URI(text).isAbsolute();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isbn10(String text) {
    var digits = text.replaceAll("[\\s-]", "");
    if (!digits.matches("\\d{9}[\\dX]")) {
      return false;
    }
    var sum = 0;
    for (var i = 0; i < 10; i++) {
      sum += (10 - i) * (digits.charAt(i) == 'X' ? 10 : digits.charAt(i) - '0');
    }
    return sum % 11 == 0;
  }

  private static boolean isbn13(String text) {
    var digits = text.replaceAll("[\\s-]", "");
    if (!digits.matches("\\d{13}")) {
      return false;
    }
    var sum = 0;
    for (var i = 0; i < 13; i++) {
      sum += (i % 2 == 0 ? 1 : 3) * (digits.charAt(i) - '0');
    }
    return sum % 10 == 0;
  }

  /** Known issuers' prefixes and lengths, and the check digit of Luhn. */
  private static boolean creditCard(String text) {
    var digits = text.replaceAll("\\D", "");
    if (digits.length() < 13 || digits.length() > 16) {
      return false;
    }
    var sum = 0;
    for (var i = 0; i < digits.length(); i++) {
      var digit = digits.charAt(digits.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit;
    }
    return sum % 10 == 0 && new BigInteger(digits).signum() > 0;
  }

  private static boolean cidr(String text) {
    var slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9]\\d{0,2}")) {
      return false;
    }
    var address = text.substring(0, slash);
    var length = Integer.parseInt(text.substring(slash + 1));
    return Addresses.isIpv4(address) && length <= 32 || Addresses.isIpv6(address) && length <= 128;
  }

  private static boolean base64(String text) {
    try {
      Base64.getDecoder().decode(text);
      return text.length() % 4 == 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean date(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean dateTime(String text) {
    try {
      OffsetDateTime.parse(text.toUpperCase(Locale.ROOT));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
