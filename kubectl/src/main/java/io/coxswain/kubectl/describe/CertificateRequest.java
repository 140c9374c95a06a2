package io.coxswain.kubectl.describe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a certificate signing request asks for (PKCS #10, RFC 2986), as far as it is shown.
 *
 * @param subject values by object identifier, in order
 * @param names alternative names by the tag of their kind (RFC 5280, 4.2.1.6)
 */
record CertificateRequest(Map<String, List<String>> subject, Map<Integer, List<String>> names) {
  static final String COMMON_NAME = "2.5.4.3";
  static final String SERIAL_NUMBER = "2.5.4.5";
  static final int EMAIL = 1;
  static final int DNS = 2;
  static final int URI = 6;
  static final int ADDRESS = 7;

  private static final String EXTENSION_REQUEST = "1.2.840.113549.1.9.14";
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";
  private static final int OBJECT_IDENTIFIER = 6;
  private static final int BMP_STRING = 30;
  private static final int ATTRIBUTES = 0xa0;

  /** One element of DER: a tag and what is in it. */
  private record Element(int tag, byte[] content) {
    List<Element> children() {
      var children = new ArrayList<Element>();
      for (var at = 0; at < content.length; ) {
        var tag = content[at++] & 0xff;
        var length = content[at++] & 0xff;
        if (length > 0x80) {
          var bytes = length & 0x7f;
          length = 0;
          for (var i = 0; i < bytes; i++) {
            length = length << 8 | content[at++] & 0xff;
          }
        }
        if (length < 0 || length > content.length - at) {
          throw new IllegalArgumentException("an element is longer than what it is in");
        }
        children.add(new Element(tag, Arrays.copyOfRange(content, at, at + length)));
        at += length;
      }
      return children;
    }

    String text() {
      return new String(
          content, tag == BMP_STRING ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8);
    }

    String identifier() {
      var parts = new StringBuilder();
      var value = 0L;
      for (var octet : content) {
        value = value << 7 | octet & 0x7f;
        if (octet >= 0) {
          parts.append(parts.isEmpty() ? Math.min(value / 40, 2) + "." : ".");
          parts.append(
              parts.indexOf(".") == parts.length() - 1
                  ? value - 40 * Math.min(value / 40, 2)
                  : value);
          value = 0;
        }
      }
      return parts.toString();
    }
  }

  /** Reads PEM; throws IllegalArgumentException where it is none or what is in it is broken. */
  static CertificateRequest parse(String pem) {
    var begin = pem.indexOf("-----BEGIN CERTIFICATE REQUEST-----");
    var end = pem.indexOf("-----END CERTIFICATE REQUEST-----");
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("PEM block type must be CERTIFICATE REQUEST");
    }
    var body = pem.substring(pem.indexOf('\n', begin), end).replaceAll("\\s", "");
    try {
      var request = new Element(0, Base64.getDecoder().decode(body)).children().getFirst();
      var info = request.children().getFirst().children();
      return new CertificateRequest(subject(info.get(1)), alternativeNames(info));
    } catch (IndexOutOfBoundsException | java.util.NoSuchElementException e) {
      throw new IllegalArgumentException("malformed certificate request", e);
    }
  }

  private static Map<String, List<String>> subject(Element name) {
    var subject = new LinkedHashMap<String, List<String>>();
    for (var set : name.children()) {
      for (var pair : set.children()) {
        var parts = pair.children();
        subject
            .computeIfAbsent(parts.getFirst().identifier(), key -> new ArrayList<>())
            .add(parts.getLast().text());
      }
    }
    return subject;
  }

  private static Map<Integer, List<String>> alternativeNames(List<Element> info) {
    var names = new LinkedHashMap<Integer, List<String>>();
    for (var part : info) {
      if (part.tag() != ATTRIBUTES) {
        continue;
      }
      for (var attribute : part.children()) {
        var fields = attribute.children();
        if (fields.getFirst().identifier().equals(EXTENSION_REQUEST)) {
          fields.getLast().children().getFirst().children().forEach(one -> addNames(one, names));
        }
      }
    }
    return names;
  }

  private static void addNames(Element extension, Map<Integer, List<String>> names) {
    var fields = extension.children();
    var identifier = fields.getFirst();
    if (identifier.tag() != OBJECT_IDENTIFIER
        || !identifier.identifier().equals(ALTERNATIVE_NAMES)) {
      return;
    }
    var list = new Element(0, fields.getLast().content()).children().getFirst();
    for (var name : list.children()) {
      var kind = name.tag() & 0x1f;
      names
          .computeIfAbsent(kind, key -> new ArrayList<>())
          .add(kind == ADDRESS ? address(name.content()) : name.text());
    }
  }

  private static String address(byte[] octets) {
    try {
      return compressed(InetAddress.getByAddress(octets).getHostAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an IP address of " + octets.length + " bytes", e);
    }
  }

  /** The longest run of zeros as two colons (RFC 5952). */
  private static String compressed(String address) {
    for (var length = 8; length > 1; length--) {
      var zeros = String.join(":", java.util.Collections.nCopies(length, "0"));
      var at = (":" + address + ":").indexOf(":" + zeros + ":");
      if (at >= 0) {
        var end = at + zeros.length();
        return address.substring(0, Math.max(at - 1, 0))
            + "::"
            + address.substring(Math.min(end + 1, address.length()));
      }
    }
    return address;
  }

  String one(String identifier) {
    var values = subject.getOrDefault(identifier, List.of());
    return values.isEmpty() ? "" : values.getLast();
  }
}
