package io.coxswain.controller.certificates;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** A PKCS #10 request, as far as signers look at it. */
record CertificateRequest(
    PKCS10CertificationRequest pkcs10,
    String commonName,
    List<String> organizations,
    List<String> dnsNames,
    List<String> emails,
    List<String> uris,
    List<String> addresses) {
  private static final String BEGIN = "-----BEGIN CERTIFICATE REQUEST-----";
  private static final String END = "-----END CERTIFICATE REQUEST-----";

  /**
   * Reads the request of a CertificateSigningRequest.
   *
   * @param base64 of the PEM text
   * @throws IllegalArgumentException where it is none
   */
  static CertificateRequest parse(String base64) {
    try {
      var pem = new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.US_ASCII);
      var begin = pem.indexOf(BEGIN);
      var end = pem.indexOf(END);
      if (begin < 0 || end < begin) {
        throw new IllegalArgumentException("PEM block type must be CERTIFICATE REQUEST");
      }
      var der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end).strip());
      return of(new PKCS10CertificationRequest(der));
    } catch (IOException e) {
      throw new IllegalArgumentException("not a certificate request: " + e.getMessage(), e);
    }
  }

  private static CertificateRequest of(PKCS10CertificationRequest request) {
    var names = names(request);
    return new CertificateRequest(
        request,
        subject(request, BCStyle.CN).findFirst().orElse(""),
        subject(request, BCStyle.O).toList(),
        texts(names, GeneralName.dNSName),
        texts(names, GeneralName.rfc822Name),
        texts(names, GeneralName.uniformResourceIdentifier),
        addresses(names));
  }

  private static Stream<String> subject(
      PKCS10CertificationRequest request, ASN1ObjectIdentifier part) {
    return Stream.of(request.getSubject().getRDNs(part))
        .flatMap(rdn -> Stream.of(rdn.getTypesAndValues()))
        .filter(value -> value.getType().equals(part))
        .map(value -> IETFUtils.valueToString(value.getValue()));
  }

  private static List<GeneralName> names(PKCS10CertificationRequest request) {
    for (var attribute : request.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest)) {
      var extensions = Extensions.getInstance(attribute.getAttributeValues()[0]);
      var names = GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
      if (names != null) {
        return List.of(names.getNames());
      }
    }
    return List.of();
  }

  private static List<String> texts(List<GeneralName> names, int tag) {
    return names.stream()
        .filter(name -> name.getTagNo() == tag)
        .map(name -> name.getName().toString())
        .toList();
  }

  private static List<String> addresses(List<GeneralName> names) {
    var addresses = new ArrayList<String>();
    for (var name : names) {
      if (name.getTagNo() == GeneralName.iPAddress) {
        try {
          var bytes = ASN1OctetString.getInstance(name.getName()).getOctets();
          addresses.add(InetAddress.getByAddress(bytes).getHostAddress());
        } catch (UnknownHostException e) {
          throw new IllegalArgumentException("an IP subjectAltName is none", e);
        }
      }
    }
    return List.copyOf(addresses);
  }
}
