package io.coxswain.apiserver.registry.decode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Collects what strict decoding objects to: unknown fields by their paths, and fields given twice,
 * which upstream tells by path in JSON and by line in YAML.
 */
final class StrictErrors {
  /** How go-yaml begins its one error about all keys that are set twice. */
  static final String YAML_PREFIX = "yaml: unmarshal errors:\n";

  private final Set<String> lines = new LinkedHashSet<>();
  private final Set<String> fields = new LinkedHashSet<>();

  /**
   * The field the parser is at is none the schema has. In YAML it may still be set twice: upstream
   * looks for that before it knows of any schema.
   */
  void unknown(JsonParser parser, String name) {
    var path = Scalars.path(parser.streamReadContext());
    var known = !fields.add("unknown field \"" + path + "\"");
    if (known && parser instanceof YAMLParser) {
      duplicate(parser, name);
    }
  }

  /** The field the parser is at was there before. */
  void duplicate(JsonParser parser, String name) {
    if (parser instanceof YAMLParser) {
      var line = parser.currentTokenLocation().getLineNr();
      lines.add("  line " + line + ": key \"" + name + "\" already set in map");
    } else {
      fields.add("duplicate field \"" + Scalars.path(parser.streamReadContext()) + "\"");
    }
  }

  List<String> list() {
    var all = new ArrayList<String>(fields.size() + 1);
    if (!lines.isEmpty()) {
      all.add(YAML_PREFIX + String.join("\n", lines));
    }
    all.addAll(fields);
    return List.copyOf(all);
  }
}
