package io.coxswain.apiserver.registry.decode;

import static io.coxswain.apiserver.registry.decode.ProtobufSamples.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever an object is, its protobuf and its JSON are the same object. */
class ProtobufPropertiesTest {
  private static final int SAMPLES = 40;

  private final Decoder decoder = new Decoder();

  private static List<ResourceType> kinds() {
    return Kinds.builtIn().all().stream()
        .filter(kind -> ProtobufSamples.descriptor(kind.schema()) != null)
        .toList();
  }

  @Test
  void theOfficialClientDescribesAllButAFewKinds() {
    assertThat(Kinds.builtIn().all())
        .filteredOn(kind -> ProtobufSamples.descriptor(kind.schema()) == null)
        .extracting(ResourceType::kind)
        .containsExactlyInAnyOrder(
            "APIService",
            "DeviceClass",
            "EndpointSlice",
            "Event", // that of events.k8s.io
            "Lease",
            "ResourceClaim",
            "ResourceClaimTemplate",
            "ResourceSlice",
            "RuntimeClass",
            "FlowSchema",
            "PriorityLevelConfiguration");
  }

  @Test
  void everyKindReadsAsItsJsonDoes() {
    for (var kind : kinds()) {
      var samples = new ProtobufSamples(kind.kind().hashCode());
      for (var i = 0; i < SAMPLES; i++) {
        var sample = samples.next(ProtobufSamples.descriptor(kind.schema()));
        var json = sample.json();
        json.put("apiVersion", kind.apiVersion());
        json.put("kind", kind.kind());
        var body = envelope(kind.apiVersion(), kind.kind(), sample.protobuf());

        var expected = (Decoded.Read) decoder.json(Json.bytes(json), kind.schema());
        assertThat(decoder.protobuf(body, kind.schema()))
            .as("%s %d: %s", kind.kind(), i, json)
            .isInstanceOfSatisfying(
                Decoded.Read.class, read -> assertThat(read.tree()).isEqualTo(expected.tree()));
      }
    }
  }

  @Test
  void whatIsWrittenReadsAsTheSameHereAndByTheOfficialDescriptors() throws Exception {
    var encoder = new ProtobufEncoder();
    for (var kind : kinds()) {
      var descriptor = ProtobufSamples.descriptor(kind.schema());
      var samples = new ProtobufSamples(kind.kind().hashCode() + 1);
      for (var i = 0; i < SAMPLES; i++) {
        var body = envelope(kind.apiVersion(), kind.kind(), samples.next(descriptor).protobuf());
        var tree = ((Decoded.Read) decoder.protobuf(body, kind.schema())).tree();

        var again = decoder.protobuf(encoder.encode(tree, kind.schema()), kind.schema());
        assertThat(((Decoded.Read) again).tree()).as("%s %d", kind.kind(), i).isEqualTo(tree);
        var official = DynamicMessage.parseFrom(descriptor, encoder.message(tree, kind.schema()));
        assertThat(unknown(official)).as("%s %d", kind.kind(), i).isFalse();
        var back = envelope(kind.apiVersion(), kind.kind(), official.toByteArray());
        assertThat(((Decoded.Read) decoder.protobuf(back, kind.schema())).tree()).isEqualTo(tree);
      }
    }
  }

  /** Whether a message has fields that its descriptor has not. */
  private static boolean unknown(com.google.protobuf.Message message) {
    return !message.getUnknownFields().asMap().isEmpty()
        || message.getAllFields().values().stream()
            .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value))
            .anyMatch(
                value -> value instanceof com.google.protobuf.Message inner && unknown(inner));
  }

  @Test
  void allBuiltInKindsHaveProtobuf() {
    var encoder = new ProtobufEncoder();
    assertThat(Kinds.builtIn().all())
        .filteredOn(kind -> !encoder.encodes(kind))
        .extracting(ResourceType::kind)
        .isEmpty();
  }

  @Test
  void whatIsCutOffOrChangedIsReadOrRefused() {
    var random = new Random(11);
    var refused = 0;
    for (var kind : kinds()) {
      var samples = new ProtobufSamples(random.nextLong());
      for (var i = 0; i < SAMPLES; i++) {
        var sample = samples.next(ProtobufSamples.descriptor(kind.schema()));
        var body = envelope(kind.apiVersion(), kind.kind(), sample.protobuf());
        var damaged = damage(body, random);
        if (!(decoder.protobuf(damaged, kind.schema()) instanceof Decoded.Read)) {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(SAMPLES);
  }

  private static byte[] damage(byte[] body, Random random) {
    var damaged =
        random.nextBoolean() ? Arrays.copyOf(body, random.nextInt(body.length)) : body.clone();
    for (var i = 0; damaged.length > 0 && i < random.nextInt(4); i++) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  @Test
  void noiseBehindTheMagicIsReadOrRefused() {
    var random = new Random(12);
    var pod = Kinds.builtIn().byKind("", "Pod").orElseThrow().schema();
    var refused = 0;
    for (var i = 0; i < 3000; i++) {
      var noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      if (!(decoder.protobuf(envelope("v1", "Pod", noise), pod) instanceof Decoded.Read)) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1000, 3000);
  }
}
