package io.coxswain.apiserver.registry.decode;

import static io.coxswain.apiserver.registry.decode.ProtobufSamples.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.kubernetes.client.proto.IntStr;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Apps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Bodies as Go writes them, with all the zero values it writes. */
class ProtobufDecoderTest {
  private final Decoder decoder = new Decoder();

  @Test
  void aNamespaceAsKubectlSendsIt() {
    // every plain field of the metadata, empty or not
    var body =
        HexFormat.of()
            .parseHex(
                "6b387300" // k8s
                    + "0a0f0a0276311209" // type
                    + HexFormat.of().formatHex("Namespace".getBytes(StandardCharsets.UTF_8))
                    + "121b" // object
                    + "0a15" // metadata
                    + "0a0161" // name
                    + "1200"
                    + "1a00"
                    + "2200"
                    + "2a00"
                    + "3200" // strings
                    + "3800" // generation
                    + "4200" // creationTimestamp
                    + "7a00" // clusterName, long gone
                    + "1200" // spec
                    + "1a00" // status
                    + "1a00"
                    + "2200"); // encoding and type of the object

    assertThat(read("", "Namespace", body))
        .isEqualTo(
            json(
                "", "Namespace", "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'a'}}"));
  }

  @Test
  void zeroValuesDoNotKeepDefaultsAway() {
    var container =
        V1.Container.newBuilder()
            .setName("c")
            .setImage("nginx")
            .setWorkingDir("")
            .setResources(V1.ResourceRequirements.newBuilder())
            .setTerminationMessagePath("")
            .setImagePullPolicy("")
            .setStdin(false)
            .setStdinOnce(false)
            .setTty(false)
            .setTerminationMessagePolicy("")
            .setLivenessProbe(
                V1.Probe.newBuilder()
                    .setHandler(
                        V1.ProbeHandler.newBuilder()
                            .setTcpSocket(
                                V1.TCPSocketAction.newBuilder().setPort(port("http")).setHost("")))
                    .setInitialDelaySeconds(0)
                    .setTimeoutSeconds(0)
                    .setPeriodSeconds(0)
                    .setSuccessThreshold(0)
                    .setFailureThreshold(0));
    var spec =
        V1.PodSpec.newBuilder()
            .addContainers(container)
            .addVolumes(
                V1.Volume.newBuilder()
                    .setName("v")
                    .setVolumeSource(
                        V1.VolumeSource.newBuilder()
                            .setEmptyDir(V1.EmptyDirVolumeSource.newBuilder().setMedium(""))))
            .setRestartPolicy("")
            .setDnsPolicy("")
            .setServiceAccountName("")
            .setNodeName("")
            .setHostNetwork(false)
            .setHostPID(false)
            .setHostIPC(false)
            .setHostname("")
            .setSubdomain("")
            .setSchedulerName("")
            .setPriorityClassName("");
    var deployment =
        V1Apps.Deployment.newBuilder()
            .setMetadata(Meta.ObjectMeta.newBuilder().setName("web").setGeneration(0))
            .setSpec(
                V1Apps.DeploymentSpec.newBuilder()
                    .setReplicas(0)
                    .setSelector(Meta.LabelSelector.newBuilder().putMatchLabels("app", "web"))
                    .setTemplate(V1.PodTemplateSpec.newBuilder().setSpec(spec))
                    .setStrategy(V1Apps.DeploymentStrategy.newBuilder().setType(""))
                    .setMinReadySeconds(0)
                    .setPaused(false))
            .setStatus(V1Apps.DeploymentStatus.newBuilder().setReplicas(0).setUpdatedReplicas(0));

    var tree =
        read(
            "apps",
            "Deployment",
            envelope("apps/v1", "Deployment", deployment.build().toByteArray()));

    assertThat(tree)
        .isEqualTo(
            json(
                "apps",
                "Deployment",
                "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web'},"
                    + "'spec':{'replicas':0,'selector':{'matchLabels':{'app':'web'}},"
                    + "'template':{'spec':{'volumes':[{'name':'v','emptyDir':{}}],"
                    + "'containers':[{'name':'c','image':'nginx',"
                    + "'livenessProbe':{'tcpSocket':{'port':'http'}}}]}}}}"));
    var pod = tree.at("/spec/template/spec");
    assertThat(tree.at("/spec/replicas").asInt()).isZero();
    assertThat(pod.at("/restartPolicy").asString()).isEqualTo("Always");
    assertThat(pod.at("/containers/0/livenessProbe/periodSeconds").asInt()).isEqualTo(10);
    assertThat(pod.has("hostNetwork")).isFalse();
  }

  private static IntStr.IntOrString port(String name) {
    return IntStr.IntOrString.newBuilder().setType(1).setIntVal(0).setStrVal(name).build();
  }

  @Test
  void secretsComeAsBase64() {
    var secret =
        V1.Secret.newBuilder()
            .setMetadata(Meta.ObjectMeta.newBuilder().setName("s"))
            .putData("password", ByteString.copyFromUtf8("hunter2"))
            .putData("empty", ByteString.EMPTY)
            .setType("");

    var tree = read("", "Secret", envelope("v1", "Secret", secret.build().toByteArray()));

    assertThat(tree.at("/data/password").asString()).isEqualTo("aHVudGVyMg==");
    assertThat(tree.at("/data/empty").asString()).isEmpty();
    assertThat(tree.at("/type").asString()).isEqualTo("Opaque");
  }

  @Test
  void leasesAndEndpointSlicesHaveUpstreamsNumbers() throws IOException {
    var lease =
        message(
            out -> {
              out.writeByteArray(1, message(meta -> meta.writeString(1, "l")));
              out.writeByteArray(
                  2,
                  message(
                      spec -> {
                        spec.writeString(1, "me");
                        spec.writeInt32(2, 15);
                        spec.writeByteArray(3, time(100, 5_000));
                        spec.writeByteArray(4, time(200, 0));
                        spec.writeInt32(5, 3);
                      }));
            });
    assertThat(
            read(
                "coordination.k8s.io", "Lease", envelope("coordination.k8s.io/v1", "Lease", lease)))
        .isEqualTo(
            json(
                "coordination.k8s.io",
                "Lease",
                "{'apiVersion':'coordination.k8s.io/v1','kind':'Lease','metadata':{'name':'l'},"
                    + "'spec':{'holderIdentity':'me','leaseDurationSeconds':15,"
                    + "'acquireTime':'1970-01-01T00:01:40.000005Z',"
                    + "'renewTime':'1970-01-01T00:03:20.000000Z','leaseTransitions':3}}"));

    var slice =
        message(
            out -> {
              out.writeByteArray(1, message(meta -> meta.writeString(1, "e")));
              out.writeByteArray(
                  2,
                  message(
                      endpoint -> {
                        endpoint.writeString(1, "10.0.0.1");
                        endpoint.writeByteArray(
                            2,
                            message(
                                conditions -> {
                                  conditions.writeBool(1, true);
                                  conditions.writeBool(2, false);
                                  conditions.writeBool(3, true);
                                }));
                        endpoint.writeString(3, "host");
                        endpoint.writeByteArray(4, message(target -> target.writeString(3, "pod")));
                        endpoint.writeString(6, "node");
                        endpoint.writeString(7, "zone");
                        endpoint.writeByteArray(
                            8,
                            message(
                                hints ->
                                    hints.writeByteArray(
                                        1, message(zone -> zone.writeString(1, "near")))));
                      }));
              out.writeByteArray(
                  3,
                  message(
                      port -> {
                        port.writeString(1, "http");
                        port.writeString(2, "UDP");
                        port.writeInt32(3, 80);
                        port.writeString(4, "h2c");
                      }));
              out.writeString(4, "IPv4");
            });
    assertThat(
            read(
                "discovery.k8s.io",
                "EndpointSlice",
                envelope("discovery.k8s.io/v1", "EndpointSlice", slice)))
        .isEqualTo(
            json(
                "discovery.k8s.io",
                "EndpointSlice",
                "{'apiVersion':'discovery.k8s.io/v1','kind':'EndpointSlice',"
                    + "'metadata':{'name':'e'},'addressType':'IPv4',"
                    + "'endpoints':[{'addresses':['10.0.0.1'],"
                    + "'conditions':{'ready':true,'serving':false,'terminating':true},"
                    + "'hostname':'host','targetRef':{'name':'pod'},'nodeName':'node',"
                    + "'zone':'zone','hints':{'forZones':[{'name':'near'}]}}],"
                    + "'ports':[{'name':'http','protocol':'UDP','port':80,'appProtocol':'h2c'}]}"));
  }

  @Test
  void numbersMayComePacked() throws IOException {
    var context =
        message(
            out ->
                out.writeByteArray(
                    4,
                    message(
                        groups -> {
                          groups.writeInt64NoTag(7);
                          groups.writeInt64NoTag(-1);
                        })));
    var pod = message(out -> out.writeByteArray(2, message(s -> s.writeByteArray(14, context))));

    assertThat(
            read("", "Pod", envelope("v1", "Pod", pod))
                .at("/spec/securityContext/supplementalGroups")
                .toString())
        .isEqualTo("[7,-1]");
  }

  @Test
  void deleteOptionsKeepWhatIsZeroOnPurpose() {
    var options = Meta.DeleteOptions.newBuilder().setGracePeriodSeconds(0).addDryRun("All").build();

    var read =
        decoder.protobuf(
            envelope("v1", "DeleteOptions", options.toByteArray()), Kinds.deleteOptions());

    assertThat(((Decoded.Read) read).tree().path("gracePeriodSeconds").asInt(-1)).isZero();
    assertThat(((Decoded.Read) read).tree().at("/dryRun/0").asString()).isEqualTo("All");
  }

  @Test
  void whatIsWrongIsSaid() throws IOException {
    assertThat(decoder.protobuf("{}".getBytes(StandardCharsets.UTF_8), schema("", "Pod")))
        .isEqualTo(
            new Decoded.NoEnvelope(
                "provided data does not appear to be a protobuf message, expected prefix"
                    + " [107 56 115 0]"));
    var number = message(out -> out.writeInt32(1, 5));
    assertThat(decoder.protobuf(envelope("v1", "Pod", number), schema("", "Pod")))
        .isEqualTo(new Decoded.WrongType("proto: wrong wireType = 0 for field 1"));
    var many = new ByteArrayOutputStream();
    for (var i = 0; i < 1_000_001; i++) {
      many.writeBytes(new byte[] {0x1a, 0}); // one more empty command
    }
    var pod =
        message(
            out -> out.writeByteArray(2, message(s -> s.writeByteArray(2, many.toByteArray()))));
    assertThat(decoder.protobuf(envelope("v1", "Pod", pod), schema("", "Pod")))
        .isEqualTo(new Decoded.WrongType("proto: more than 1000000 values"));
    var never = message(t -> t.writeInt64(1, Long.MAX_VALUE));
    var late = message(out -> out.writeByteArray(1, message(m -> m.writeByteArray(8, never))));
    assertThat(decoder.protobuf(envelope("v1", "Pod", late), schema("", "Pod")))
        .isEqualTo(new Decoded.WrongType("proto: time outside of the years 0 to 9999"));
  }

  private JsonNode read(String group, String kind, byte[] body) {
    return tree(decoder.protobuf(body, schema(group, kind)));
  }

  private JsonNode json(String group, String kind, String text) {
    return tree(
        decoder.json(
            text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), schema(group, kind)));
  }

  private static JsonNode tree(Decoded decoded) {
    assertThat(decoded).isInstanceOf(Decoded.Read.class);
    return ((Decoded.Read) decoded).tree();
  }

  private static ObjectSchema schema(String group, String kind) {
    return Kinds.builtIn().byKind(group, kind).orElseThrow().schema();
  }

  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Writing writing) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = CodedOutputStream.newInstance(bytes);
    writing.to(out);
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] time(long seconds, int nanos) throws IOException {
    return message(
        out -> {
          out.writeInt64(1, seconds);
          out.writeInt32(2, nanos);
        });
  }
}
