package io.coxswain.apiserver.registry.validation;

import java.util.Map;
import java.util.regex.Pattern;

/** Disks over iSCSI, in pods and as PersistentVolumes; upstream words the two differently. */
record IscsiValidation(Value source, String volume, boolean persistent, Errors errors) {
  private static final int LONGEST_SESSION = 64;
  private static final Map<String, Pattern> QUALIFIED =
      Map.of(
          "iqn", Pattern.compile("iqn\\.\\d{4}-\\d{2}\\.[0-9A-Za-z\\-.]+:[^,;*&$|\\s]+"),
          "eui", Pattern.compile("eui.[0-9A-Za-z]{16}"),
          "naa", Pattern.compile("naa.[0-9A-Za-z]{32}"));
  private static final String TOO_LONG =
      "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if"
          + " iscsi.initiatorName is specified.";

  void validate() {
    var portal = source.get("targetPortal");
    Checks.required(portal, errors);
    var initiator = source.get("initiatorName");
    var longSession =
        initiator.exists() && (volume + ":" + portal.text()).length() > LONGEST_SESSION;
    if (persistent && longSession) {
      errors.invalid(Value.at(source.path() + ".targetportal", Errors.textOf(portal)), TOO_LONG);
    }
    var name = source.get("iqn");
    if (name.text().isEmpty()) {
      errors.required(name);
    } else {
      qualified(name);
    }
    unit(source.get("lun"), errors);
    if ((source.get("chapAuthDiscovery").isTrue() || source.get("chapAuthSession").isTrue())
        && !source.has("secretRef")) {
      errors.required(source.get("secretRef"));
    }
    if (persistent && source.has("secretRef")) {
      Checks.required(source.in("secretRef", "name"), errors);
    }
    if (initiator.exists()) {
      qualified(Value.at(source.path() + ".initiatorname", initiator.node()));
    }
    if (!persistent && longSession) {
      var path = source.path();
      errors.invalid(
          Value.at(path.substring(0, path.lastIndexOf('.')) + ".name", source.node()),
          volume,
          TOO_LONG);
    }
  }

  private void qualified(Value name) {
    var text = name.text();
    var pattern = QUALIFIED.get(text.substring(0, Math.min(3, text.length())));
    if (pattern == null) {
      errors.invalid(
          name,
          persistent
              ? "must be valid format"
              : "must be valid format starting with iqn, eui, or naa");
    } else if (!pattern.matcher(text).matches()) {
      errors.invalid(name, "must be valid format");
    }
  }

  /** The number of a disk at its target. */
  static void unit(Value number, Errors errors) {
    if (number.number() < 0 || number.number() > 255) {
      errors.invalid(number, "must be between 0 and 255, inclusive");
    }
  }
}
