package io.coxswain.apiserver.registry.validation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemReader;
import tools.jackson.databind.JsonNode;

/** CertificateSigningRequests. */
public final class SigningRequestValidation {
  private static final int SHORTEST_SECONDS = 600;
  private static final int LONGEST_DOMAIN = 253;

  /** A domain, a slash, and a label, a dot and a subdomain. */
  private static final int LONGEST_NAME = LONGEST_DOMAIN + 1 + 63 + 1 + 253;

  private static final Set<String> USAGES =
      new TreeSet<>(
          List.of(
              "signing",
              "digital signature",
              "content commitment",
              "key encipherment",
              "key agreement",
              "data encipherment",
              "cert sign",
              "crl sign",
              "encipher only",
              "decipher only",
              "any",
              "server auth",
              "client auth",
              "code signing",
              "email protection",
              "s/mime",
              "ipsec end system",
              "ipsec tunnel",
              "ipsec user",
              "timestamping",
              "ocsp signing",
              "microsoft sgc",
              "netscape sgc"));

  /** Conditions that are set once and for all. */
  private static final List<String> ALWAYS_TRUE = List.of("Approved", "Denied", "Failed");

  /** Conditions that only the approval subresource sets. */
  private static final List<String> DECISIONS = List.of("Approved", "Denied");

  private static final List<String> ANY_STATUS = List.of("False", "True", "Unknown");

  private SigningRequestValidation() {}

  public static void validate(Value object, Errors errors) {
    var spec = object.get("spec");
    var request = spec.get("request");
    var problem = problemOf(request.text());
    if (!problem.isEmpty()) {
      errors.invalid(request, request.text(), problem);
    }
    var usages = spec.get("usages");
    if (usages.size() == 0) {
      errors.required(usages);
    }
    Set<String> seen = new HashSet<>();
    for (var usage : usages.items()) {
      if (!USAGES.contains(usage.text())) {
        errors.notSupported(usage, USAGES);
      }
    }
    for (var usage : usages.items()) {
      if (!seen.add(usage.text())) {
        errors.duplicate(usage);
      }
    }
    signerName(spec.get("signerName"), errors);
    var seconds = spec.get("expirationSeconds");
    if (seconds.exists() && seconds.number() < SHORTEST_SECONDS) {
      errors.invalid(seconds, "may not specify a duration less than 600 seconds (10 minutes)");
    }
    conditions(object.in("status", "conditions"), errors);
  }

  /**
   * Adds what is wrong with a status that was written.
   *
   * @param approves whether through the subresource that decides
   */
  public static void validateStatusUpdate(
      Value object, Value old, boolean approves, Errors errors) {
    var conditions = object.in("status", "conditions");
    conditions(conditions, errors);
    var certificate = object.in("status", "certificate");
    var earlier = old.in("status", "certificate");
    var problem = certificate.same(earlier) ? "" : Certificates.problemOf(certificate.text());
    if (!problem.isEmpty()) {
      errors.invalid(certificate, "<certificate data>", problem);
    }
    var now = types(conditions.node());
    var before = types(old.in("status", "conditions").node());
    for (var type : ALWAYS_TRUE) {
      if (before.contains(type) && !now.contains(type)) {
        errors.forbidden(conditions, "updates may not remove a condition of type \"" + type + "\"");
      }
    }
    for (var type : approves ? List.<String>of() : DECISIONS) {
      if (now.contains(type) && !before.contains(type)) {
        errors.forbidden(conditions, "updates may not add a condition of type \"" + type + "\"");
      }
    }
    if (!earlier.text().isEmpty() && !certificate.same(earlier)) {
      errors.forbidden(certificate, "updates may not modify existing certificate content");
    }
  }

  /** Whether a status adds or removes a decision, which only the approval subresource may. */
  public static boolean changesDecisions(JsonNode status, JsonNode old) {
    var now = types(status.path("conditions"));
    var before = types(old.path("conditions"));
    return now.contains("Approved") != before.contains("Approved")
        || now.contains("Denied") != before.contains("Denied");
  }

  private static Set<String> types(JsonNode conditions) {
    Set<String> types = new HashSet<>();
    conditions.forEach(condition -> types.add(condition.path("type").asString("")));
    return types;
  }

  private static void conditions(Value conditions, Errors errors) {
    Set<String> seen = new HashSet<>();
    for (var condition : conditions.items()) {
      var type = condition.get("type");
      if (type.text().isEmpty()) {
        errors.required(type);
      }
      var status = condition.get("status");
      var allowed = ALWAYS_TRUE.contains(type.text()) ? List.of("True") : ANY_STATUS;
      if (status.text().isEmpty()) {
        errors.required(status);
      } else if (!allowed.contains(status.text())) {
        errors.notSupported(status, allowed);
      }
      if (type.is("Approved") && seen.contains("Denied")
          || type.is("Denied") && seen.contains("Approved")) {
        errors.invalid(type, "Approved and Denied conditions are mutually exclusive");
      }
      if (!seen.add(type.text())) {
        errors.duplicate(type);
      }
    }
  }

  private static void signerName(Value signer, Errors errors) {
    if (signer.text().isEmpty()) {
      errors.required(signer);
      return;
    }
    if (signer.is("kubernetes.io/legacy-unknown")) {
      errors.invalid(signer, "the legacy signerName is not allowed via this API version");
      return;
    }
    var segments = signer.text().split("/", -1);
    if (segments.length != 2) {
      errors.invalid(
          signer,
          "must be a fully qualified domain and path of the form 'example.com/signer-name'");
      return;
    }
    if (segments[0].length() > LONGEST_DOMAIN) {
      errors.tooLong(signer, LONGEST_DOMAIN);
    }
    var labels = segments[0].split("\\.", -1);
    firstWrong(signer, segments[0], labels, Names::label, errors);
    if (labels.length < 2) {
      errors.invalid(
          signer, segments[0], "should be a domain with at least two segments separated by dots");
    }
    firstWrong(signer, segments[1], segments[1].split("\\.", -1), Names::subdomain, errors);
    if (signer.text().length() > LONGEST_NAME) {
      errors.tooLong(signer, LONGEST_NAME);
    }
  }

  /** What is wrong with the first of the labels of which something is. */
  private static void firstWrong(
      Value signer, String segment, String[] labels, Names.Rule rule, Errors errors) {
    for (var label : labels) {
      var wrong = rule.errors(label);
      if (!wrong.isEmpty()) {
        for (var error : wrong) {
          errors.invalid(signer, segment, "validating label " + Errors.quote(label) + ": " + error);
        }
        return;
      }
    }
  }

  /** What is wrong with a request, in base64 of PEM; empty where nothing is. */
  private static String problemOf(String base64) {
    try {
      var pem = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      var block = new PemReader(new java.io.StringReader(pem)).readPemObject();
      if (block == null || !block.getType().equals("CERTIFICATE REQUEST")) {
        return "PEM block type must be CERTIFICATE REQUEST";
      }
      var request = new PKCS10CertificationRequest(block.getContent());
      if (request.getSubject() == null) {
        return "asn1: structure error";
      }
      var verifier =
          new JcaContentVerifierProviderBuilder().build(request.getSubjectPublicKeyInfo());
      return request.isSignatureValid(verifier) ? "" : "x509: signature verification failure";
    } catch (PKCSException | OperatorCreationException e) {
      return "x509: signature verification failure";
    } catch (IOException | IllegalArgumentException e) {
      return "PEM block type must be CERTIFICATE REQUEST";
    }
  }
}
