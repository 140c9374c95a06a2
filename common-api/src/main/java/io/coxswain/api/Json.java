package io.coxswain.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.coxswain.api.schema.ApiKind;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records to JSON and back. Absent lists and maps become empty ones and are not written when empty;
 * times have whole seconds (RFC 3339); unknown fields are ignored, because strictness is the API
 * server's business.
 */
public final class Json {
  private static final JsonMapper MAPPER = build();

  private Json() {}

  /** The shared mapper, for code that reads or writes trees. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** Reads a record from a tree. */
  public static <T> T read(JsonNode tree, Class<T> type) {
    return MAPPER.treeToValue(tree, type);
  }

  public static <T> T read(byte[] bytes, Class<T> type) {
    return MAPPER.readValue(bytes, type);
  }

  public static <T> T read(String text, Class<T> type) {
    return MAPPER.readValue(text, type);
  }

  /** Reads any JSON. */
  public static JsonNode tree(byte[] bytes) {
    return MAPPER.readTree(bytes);
  }

  public static JsonNode tree(String text) {
    return MAPPER.readTree(text);
  }

  /**
   * A record as a tree; {@code apiVersion} and {@code kind} come first where the type is an {@link
   * ApiKind}.
   */
  public static ObjectNode tree(Object value) {
    ObjectNode body = MAPPER.valueToTree(value);
    var kind = value.getClass().getAnnotation(ApiKind.class);
    if (kind == null) {
      return body;
    }
    var whole = MAPPER.createObjectNode();
    whole.put(
        "apiVersion",
        kind.group().isEmpty() ? kind.version() : kind.group() + "/" + kind.version());
    whole.put("kind", kind.kind());
    whole.setAll(body);
    return whole;
  }

  public static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value instanceof JsonNode ? value : tree(value));
  }

  /** Indented by two spaces, with Go's separators: for people who read answers with curl. */
  public static byte[] prettyBytes(Object value) {
    var indenter = new DefaultIndenter("  ", "\n");
    var separators =
        Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    var printer =
        new DefaultPrettyPrinter(separators)
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    return MAPPER.writer().with(printer).writeValueAsBytes(value);
  }

  public static String text(Object value) {
    return MAPPER.writeValueAsString(value instanceof JsonNode ? value : tree(value));
  }

  private static JsonMapper build() {
    var times = new SimpleModule();
    times.addSerializer(Instant.class, new SecondsSerializer());
    times.addDeserializer(Instant.class, new TimeDeserializer());
    return JsonMapper.builder()
        .addModule(times)
        .disable(
            MapperFeature.SORT_PROPERTIES_ALPHABETICALLY,
            MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .changeDefaultPropertyInclusion(v -> v.withValueInclusion(JsonInclude.Include.NON_NULL))
        .withConfigOverride(List.class, Json::emptyWhenAbsent)
        .withConfigOverride(Map.class, Json::emptyWhenAbsent)
        .build();
  }

  private static void emptyWhenAbsent(tools.jackson.databind.cfg.MutableConfigOverride override) {
    override.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
    override.setInclude(
        JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS));
  }

  private static final class SecondsSerializer extends ValueSerializer<Instant> {
    @Override
    public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
      generator.writeString(value.truncatedTo(ChronoUnit.SECONDS).toString());
    }
  }

  private static final class TimeDeserializer extends ValueDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(parser.getString(), Instant::from);
    }
  }
}
