package io.coxswain.kubectl.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads YAML streams into trees. Anchors are expanded within limits (100 levels, a million nodes)
 * so that a small file can't become a large one; a repeated key is an error that names it.
 */
public final class YamlReader {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_NODES = 1_000_000;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Iterator<Event> events;
  private final Map<Anchor, JsonNode> anchors = new HashMap<>();
  private final boolean words;
  private int nodes;

  private YamlReader(String text, boolean words) {
    this.words = words;
    events = new Parse(LoadSettings.builder().build()).parseString(text).iterator();
  }

  /** Reads the first document; a missing node where there is none. */
  public static JsonNode read(String text) {
    var documents = readAll(text);
    return documents.isEmpty() ? NODES.missingNode() : documents.getFirst();
  }

  /**
   * Reads all documents of a stream; empty documents are null nodes.
   *
   * @throws YamlException with goyaml's words where the text is no YAML
   */
  public static List<JsonNode> readAll(String text) {
    return readAll(text, false);
  }

  /** The same, but {@code yes}, {@code off} and the like are strings, as kustomize reads them. */
  public static List<JsonNode> readAllLiterally(String text) {
    return readAll(text, true);
  }

  private static List<JsonNode> readAll(String text, boolean words) {
    try {
      return new YamlReader(text, words).documents();
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("");
      throw new YamlException("yaml: " + line + problem(e));
    } catch (YamlEngineException e) {
      throw new YamlException("yaml: " + e.getMessage());
    }
  }

  private static String problem(MarkedYamlEngineException e) {
    var problem = e.getProblem();
    return problem == null || problem.isEmpty() ? String.valueOf(e.getContext()) : problem;
  }

  private List<JsonNode> documents() {
    List<JsonNode> result = new ArrayList<>();
    while (events.hasNext()) {
      var event = events.next();
      if (event instanceof NodeEvent) {
        result.add(node(event, 0));
        anchors.clear();
      }
    }
    return result;
  }

  private JsonNode node(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw problem(event, "exceeded max depth of " + MAX_DEPTH);
    }
    if (++nodes > MAX_NODES) {
      throw problem(event, "document contains excessive aliasing or is too large");
    }
    return switch (event) {
      case AliasEvent alias -> alias(alias);
      case ScalarEvent scalar -> anchored(scalar.getAnchor().orElse(null), scalar(scalar));
      case SequenceStartEvent start -> sequence(start, depth);
      case MappingStartEvent start -> mapping(start, depth);
      default -> throw problem(event, "unexpected " + event.getEventId());
    };
  }

  private JsonNode alias(AliasEvent event) {
    var target = anchors.get(event.getAlias());
    if (target == null) {
      throw problem(event, "unknown anchor '" + event.getAlias().getValue() + "' referenced");
    }
    nodes += count(target);
    if (nodes > MAX_NODES) {
      throw problem(event, "document contains excessive aliasing");
    }
    return target.deepCopy();
  }

  private static int count(JsonNode node) {
    var total = 1;
    for (var child : node) {
      total += count(child);
    }
    return total;
  }

  private JsonNode anchored(@Nullable Anchor anchor, JsonNode value) {
    if (anchor != null) {
      anchors.put(anchor, value);
    }
    return value;
  }

  private JsonNode sequence(SequenceStartEvent start, int depth) {
    var array = NODES.arrayNode();
    for (var event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
      array.add(node(event, depth + 1));
    }
    return anchored(start.getAnchor().orElse(null), array);
  }

  private JsonNode mapping(MappingStartEvent start, int depth) {
    var object = NODES.objectNode();
    List<JsonNode> merged = new ArrayList<>();
    for (var event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      var key = key(event, depth);
      var isMerge = key.equals("<<") && event instanceof ScalarEvent scalar && scalar.isPlain();
      var value = node(events.next(), depth + 1);
      if (isMerge) {
        merged.add(value);
      } else if (object.has(key)) {
        throw new YamlException(
            "yaml: unmarshal errors:\n  line %d: key %s already set in map"
                .formatted(line(event), JsonWriter.quote(key)));
      } else {
        object.set(key, value);
      }
    }
    merged.forEach(value -> mergeInto(object, value));
    return anchored(start.getAnchor().orElse(null), object);
  }

  private static void mergeInto(ObjectNode object, JsonNode merged) {
    if (merged instanceof ObjectNode source) {
      source
          .properties()
          .forEach(
              entry -> {
                if (!object.has(entry.getKey())) {
                  object.set(entry.getKey(), entry.getValue());
                }
              });
    } else {
      merged.forEach(part -> mergeInto(object, part));
    }
  }

  private String key(Event event, int depth) {
    var key = node(event, depth + 1);
    if (key.isContainer()) {
      throw problem(event, "invalid map key: " + key);
    }
    return event instanceof ScalarEvent scalar && key.isNumber()
        ? scalar.getValue()
        : Trees.scalar(key).isEmpty() && key.isNull() ? "null" : Trees.scalar(key);
  }

  private JsonNode scalar(ScalarEvent event) {
    var tag = event.getTag().orElse("");
    if (tag.equals("tag:yaml.org,2002:str") || !event.isPlain() || tag.equals("!")) {
      return NODES.stringNode(event.getValue());
    }
    return words && YamlScalars.isWordForBoolean(event.getValue())
        ? NODES.stringNode(event.getValue())
        : YamlScalars.resolve(event.getValue());
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private static YamlException problem(Event event, String message) {
    return new YamlException("yaml: line " + line(event) + ": " + message);
  }
}
