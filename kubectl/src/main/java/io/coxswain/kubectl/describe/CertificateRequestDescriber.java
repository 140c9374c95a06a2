package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.print.HumanDuration;
import io.coxswain.kubectl.tree.Trees;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Describes certificate signing requests with what they ask for. */
final class CertificateRequestDescriber {
  /** The parts of a subject that may have several values. */
  private static final Map<String, String> SUBJECT = new LinkedHashMap<>();

  private static final Map<Integer, String> NAMES = new LinkedHashMap<>();

  static {
    SUBJECT.put("2.5.4.10", "Organization");
    SUBJECT.put("2.5.4.11", "Organizational Unit");
    SUBJECT.put("2.5.4.6", "Country");
    SUBJECT.put("2.5.4.7", "Locality");
    SUBJECT.put("2.5.4.8", "Province");
    SUBJECT.put("2.5.4.9", "StreetAddress");
    SUBJECT.put("2.5.4.17", "PostalCode");
    NAMES.put(CertificateRequest.DNS, "DNS Names");
    NAMES.put(CertificateRequest.EMAIL, "Email Addresses");
    NAMES.put(CertificateRequest.URI, "URIs");
    NAMES.put(CertificateRequest.ADDRESS, "IP Addresses");
  }

  private CertificateRequestDescriber() {}

  static void describe(Text out, JsonNode object, Related related) {
    var spec = object.path("spec");
    var request = request(text(spec, "request"));
    out.field(0, "Name", Trees.name(object));
    out.field(0, "Labels", Text.joined(Trees.textMap(object, "metadata", "labels")));
    out.field(0, "Annotations", Text.joined(Trees.textMap(object, "metadata", "annotations")));
    out.field(0, "CreationTimestamp", Text.time(text(object, "metadata", "creationTimestamp")));
    out.field(0, "Requesting User", spec, "username");
    out.optional(0, "Signer", text(spec, "signerName"));
    if (Trees.has(spec, "expirationSeconds")) {
      var seconds = Trees.number(spec, "expirationSeconds");
      out.field(0, "Requested Duration", HumanDuration.format(Duration.ofSeconds(seconds)));
    }
    out.field(0, "Status", status(object));
    out.line(0, "Subject:");
    out.line(0, "\tCommon Name:\t" + request.one(CertificateRequest.COMMON_NAME));
    out.line(0, "\tSerial Number:\t" + request.one(CertificateRequest.SERIAL_NUMBER));
    SUBJECT.forEach(
        (identifier, title) ->
            list(out, title, request.subject().getOrDefault(identifier, List.of())));
    if (NAMES.keySet().stream().anyMatch(request.names()::containsKey)) {
      out.line(0, "Subject Alternative Names:");
      NAMES.forEach(
          (kind, title) -> list(out, title, request.names().getOrDefault(kind, List.of())));
    }
    EventsText.describe(out, related);
  }

  private static CertificateRequest request(String encoded) {
    try {
      var pem = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return CertificateRequest.parse(pem);
    } catch (IllegalArgumentException e) {
      throw KubectlException.error("Error parsing CSR: " + e.getMessage());
    }
  }

  private static void list(Text out, String title, List<String> values) {
    if (!values.isEmpty()) {
      out.line(0, "\t" + title + ":\t" + String.join("\n\t\t", values));
    }
  }

  private static String status(JsonNode object) {
    var types =
        Trees.items(object, "status", "conditions").stream()
            .map(condition -> text(condition, "type"))
            .toList();
    var status =
        types.contains("Denied") ? "Denied" : types.contains("Approved") ? "Approved" : "Pending";
    return status
        + (types.contains("Failed") ? ",Failed" : "")
        + (text(object, "status", "certificate").isEmpty() ? "" : ",Issued");
  }
}
