package io.coxswain.apiserver.registry.validation;

import java.util.regex.Pattern;

/** As whom processes run on Windows. */
final class WindowsOptionsValidation {
  private static final int LONGEST_CREDENTIALS = 64 * 1024;
  private static final int LONGEST_DOMAIN = 256;
  private static final int LONGEST_USER = 104;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final Pattern NET_BIOS =
      Pattern.compile("[^\\\\/:*?\"<>|.][^\\\\/:*?\"<>|]{0,14}");
  private static final String DNS_LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
  private static final Pattern DNS = Pattern.compile(DNS_LABEL + "(?:\\." + DNS_LABEL + ")*");
  private static final Pattern DOTS_AND_SPACES = Pattern.compile("[. ]+");
  private static final Pattern NOT_IN_NAMES = Pattern.compile("[\"/\\\\:;|=,+*?<>@\\[\\]]");

  private WindowsOptionsValidation() {}

  static void validate(Value options, Errors errors) {
    if (!options.exists()) {
      return;
    }
    var credentialName = options.get("gmsaCredentialSpecName");
    if (credentialName.exists()) {
      Checks.subdomain(credentialName, errors);
    }
    var credentials = options.get("gmsaCredentialSpec");
    if (credentials.exists() && credentials.text().isEmpty()) {
      errors.invalid(credentials, "gmsaCredentialSpec cannot be an empty string");
    } else if (credentials.text().length() > LONGEST_CREDENTIALS) {
      errors.invalid(credentials, "gmsaCredentialSpec size must be under 64 KiB");
    }
    if (options.has("runAsUserName")) {
      userName(options.get("runAsUserName"), errors);
    }
  }

  private static void userName(Value name, Errors errors) {
    var text = name.text();
    if (text.isEmpty()) {
      errors.invalid(name, "runAsUserName cannot be an empty string");
    } else if (CONTROL.matcher(text).find()) {
      errors.invalid(name, "runAsUserName cannot contain control characters");
    } else if (text.indexOf('\\') != text.lastIndexOf('\\')) {
      errors.invalid(name, "runAsUserName cannot contain more than one backslash");
    } else {
      var backslash = text.indexOf('\\');
      if (backslash >= 0) {
        domain(name, text.substring(0, backslash), errors);
      }
      user(name, text.substring(backslash + 1), errors);
    }
  }

  private static void domain(Value name, String domain, Errors errors) {
    if (domain.length() >= LONGEST_DOMAIN) {
      errors.invalid(name, "runAsUserName's Domain length must be under 256 characters");
    }
    if (!NET_BIOS.matcher(domain).matches() && !DNS.matcher(domain).matches()) {
      errors.invalid(name, "runAsUserName's Domain doesn't match the NetBios nor the DNS format");
    }
  }

  private static void user(Value name, String user, Errors errors) {
    if (user.isEmpty()) {
      errors.invalid(name, "runAsUserName's User cannot be empty");
    } else if (user.length() > LONGEST_USER) {
      errors.invalid(name, "runAsUserName's User length must not be longer than 104 characters");
    }
    if (DOTS_AND_SPACES.matcher(user).matches()) {
      errors.invalid(name, "runAsUserName's User cannot contain only periods or spaces");
    }
    if (NOT_IN_NAMES.matcher(user).find()) {
      errors.invalid(
          name, "runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]");
    }
  }
}
