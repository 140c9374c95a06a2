package io.coxswain.apiserver.custom;

import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Names;
import io.coxswain.apiserver.registry.validation.Value;
import io.coxswain.apiserver.registry.validation.WebhookValidation;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks how a definition says its objects are converted. Upstream's internal type has the
 * webhook's parts beside the strategy, so that is where errors are told.
 */
final class ConversionValidation {
  private static final String AT = "spec.conversion.";
  private static final List<String> REVIEW_VERSIONS = List.of("v1", "v1beta1");

  private ConversionValidation() {}

  /**
   * @param old what it replaces, whose mistakes may stay; null at creation
   * @param established whether the definition is served, so that its bundle of certificates counts
   */
  static void validate(Value conversion, @Nullable Value old, boolean established, Errors errors) {
    if (!conversion.exists()) {
      return;
    }
    var strategy = conversion.get("strategy");
    var webhook = conversion.get("webhook");
    var client = Value.at(AT + "webhookClientConfig", webhook.get("clientConfig").node());
    var versions =
        Value.at(AT + "conversionReviewVersions", webhook.get("conversionReviewVersions").node());
    if (strategy.text().isEmpty()) {
      errors.required(strategy);
    } else if (!strategy.is("None") && !strategy.is("Webhook")) {
      errors.notSupported(strategy, List.of("None", "Webhook"));
    }
    if (!strategy.is("Webhook")) {
      if (client.exists()) {
        errors.forbidden(client, "should not be set when strategy is not set to Webhook");
      }
      if (versions.size() > 0) {
        errors.forbidden(versions, "should not be set when strategy is not set to Webhook");
      }
      return;
    }
    if (!client.exists()) {
      errors.required(client, "required when strategy is set to Webhook");
    } else {
      WebhookValidation.client(client, errors);
      if (established) {
        bundle(client.get("caBundle"), old, errors);
      }
    }
    reviewVersions(versions, old, errors);
  }

  private static void bundle(Value bundle, @Nullable Value old, Errors errors) {
    var before = old == null ? "" : old.in("webhook", "clientConfig").get("caBundle").text();
    var kept = !before.isEmpty() && !isPem(before);
    if (!bundle.text().isEmpty() && !kept && !isPem(bundle.text())) {
      errors.invalid(
          bundle, "unable to load root certificates: unable to parse bytes as PEM block");
    }
  }

  private static boolean isPem(String bundle) {
    try {
      var bytes = new ByteArrayInputStream(Base64.getMimeDecoder().decode(bundle));
      return !CertificateFactory.getInstance("X.509").generateCertificates(bytes).isEmpty();
    } catch (CertificateException | IllegalArgumentException e) {
      return false;
    }
  }

  private static void reviewVersions(Value versions, @Nullable Value old, Errors errors) {
    if (versions.size() == 0) {
      errors.required(versions);
      return;
    }
    Set<String> seen = new HashSet<>();
    for (var version : versions.items()) {
      if (!seen.add(version.text())) {
        errors.invalid(version, "duplicate version");
        continue;
      }
      Names.label1035(version.text()).forEach(error -> errors.invalid(version, error));
    }
    var before =
        old == null ? List.<Value>of() : old.in("webhook", "conversionReviewVersions").items();
    var lenient = !before.isEmpty() && before.stream().noneMatch(each -> known(each.text()));
    if (!lenient && seen.stream().noneMatch(ConversionValidation::known)) {
      errors.invalid(versions, "must include at least one of v1, v1beta1");
    }
  }

  private static boolean known(String version) {
    return REVIEW_VERSIONS.contains(version);
  }
}
