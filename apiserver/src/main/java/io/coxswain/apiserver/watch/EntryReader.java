package io.coxswain.apiserver.watch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.coxswain.api.Json;
import io.coxswain.apiserver.store.Store.Stored;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Makes entries of stored values: one pass over the bytes, nothing is decoded that no one asks. */
final class EntryReader {
  private static final byte[] BEFORE = "\"resourceVersion\":\"".getBytes(US_ASCII);

  private final String prefix;
  private final SelectableFields fields;
  private final ServedForm form;

  EntryReader(String prefix, SelectableFields fields, ServedForm form) {
    this.prefix = prefix;
    this.fields = fields;
    this.form = form;
  }

  Entry read(Stored stored) {
    var reading = new Reading();
    var value = form.of(stored.value());
    try (var parser = Json.mapper().createParser(value)) {
      parser.nextToken();
      reading.object(parser, fields.root(), true);
    }
    if (reading.metadataStart < 0) {
      throw new IllegalStateException("the stored object " + stored.key() + " has no metadata");
    }
    var key = stored.key().substring(prefix.length());
    var slash = key.indexOf('/');
    var namespace = slash < 0 ? "" : key.substring(0, slash).intern(); // many objects share it
    var digits = Long.toString(stored.modRevision()).getBytes(US_ASCII);
    return new Entry(
        key,
        namespace,
        stored.modRevision(),
        Map.copyOf(reading.labels), // smaller than what they were collected in
        Map.copyOf(reading.values),
        splice(value, reading, digits),
        reading.metadataStart + BEFORE.length);
  }

  /** Puts the resourceVersion first into metadata. */
  private static byte[] splice(byte[] value, Reading reading, byte[] digits) {
    var at = reading.metadataStart;
    var tail = reading.metadataEmpty ? "\"" : "\",";
    var bytes = new byte[value.length + BEFORE.length + digits.length + tail.length()];
    System.arraycopy(value, 0, bytes, 0, at);
    System.arraycopy(BEFORE, 0, bytes, at, BEFORE.length);
    var next = at + BEFORE.length;
    System.arraycopy(digits, 0, bytes, next, digits.length);
    next += digits.length;
    bytes[next++] = '"';
    if (!reading.metadataEmpty) {
      bytes[next++] = ',';
    }
    System.arraycopy(value, at, bytes, next, value.length - at);
    return bytes;
  }

  private final class Reading {
    private final Map<String, String> labels = new HashMap<>(4);
    private final Map<String, String> values = fields.absent();
    private int metadataStart = -1;
    private boolean metadataEmpty;

    /** Reads the object whose opening brace is the current token. */
    private void object(JsonParser parser, SelectableFields.Node wanted, boolean root) {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = parser.currentName();
        var token = parser.nextToken();
        var child = wanted.children().get(name);
        if (root && name.equals("metadata") && token == JsonToken.START_OBJECT) {
          metadataStart = (int) parser.currentLocation().getByteOffset();
          metadata(parser);
        } else if (child == null) {
          parser.skipChildren();
        } else if (token == JsonToken.START_OBJECT) {
          object(parser, child, false);
        } else {
          var field = child.field();
          if (field != null && token.isScalarValue() && token != JsonToken.VALUE_NULL) {
            values.put(field.name(), parser.getString());
          }
          parser.skipChildren();
        }
      }
    }

    private void metadata(JsonParser parser) {
      metadataEmpty = true;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        metadataEmpty = false;
        var name = parser.currentName();
        var token = parser.nextToken();
        if (name.equals("labels") && token == JsonToken.START_OBJECT) {
          while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var label = parser.currentName();
            parser.nextToken();
            labels.put(label, parser.getString());
          }
        } else {
          parser.skipChildren();
        }
      }
    }
  }
}
