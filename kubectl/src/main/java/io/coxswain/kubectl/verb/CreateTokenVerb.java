package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.invocation.GoDuration;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks for a token of a ServiceAccount and prints it. */
public final class CreateTokenVerb extends Verb {
  private static final TreeSet<String> BOUND_KINDS =
      new TreeSet<>(List.of("Node", "Pod", "Secret"));

  @Option(names = "--audience", description = "Who the token is for; can be repeated.")
  List<String> audiences = new ArrayList<>();

  @Option(names = "--duration", description = "How long it is valid.")
  String duration = "0s";

  @Option(
      names = "--bound-object-kind",
      description = "Kind of an object with which the token ends: Node, Pod or Secret.")
  String boundKind = "";

  @Option(names = "--bound-object-name", description = "Name of that object.")
  String boundName = "";

  @Option(names = "--bound-object-uid", description = "UID of that object.")
  String boundUid = "";

  @Mixin OutputOption output = new OutputOption();

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    if (arguments.size() != 1) {
      throw usage("exactly one NAME is required, got " + arguments.size());
    }
    var lifetime = GoDuration.parse(duration);
    check(lifetime);
    var request = Trees.object();
    request.put("apiVersion", "authentication.k8s.io/v1");
    request.put("kind", "TokenRequest");
    var spec = Trees.ensure(request, "spec");
    spec.set("audiences", Trees.strings(audiences));
    if (!lifetime.isZero()) {
      spec.put("expirationSeconds", lifetime.toSeconds());
    }
    if (!boundKind.isEmpty()) {
      bind(Trees.ensure(spec, "boundObjectRef"));
    }
    var type = session.resources().named("serviceaccounts");
    var path = type.path(session.namespace(), arguments.getFirst()) + "/token";
    JsonNode answer;
    try {
      answer = session.api().post(path, request);
    } catch (ApiError e) {
      throw KubectlException.error("failed to create token: " + e.serverMessage());
    }
    print(session, answer);
    return 0;
  }

  private void check(Duration lifetime) {
    if (lifetime.isNegative()) {
      throw KubectlException.error("--duration must be greater than or equal to 0");
    }
    if (lifetime.toNanosPart() != 0) {
      throw KubectlException.error("--duration cannot be expressed in units less than seconds");
    }
    if (audiences.contains("")) {
      throw KubectlException.error("--audience must not be an empty string");
    }
    if (boundKind.isEmpty()) {
      if (!boundName.isEmpty() || !boundUid.isEmpty()) {
        throw KubectlException.error(
            "--bound-object-%s can only be set if --bound-object-kind is provided"
                .formatted(boundName.isEmpty() ? "uid" : "name"));
      }
      return;
    }
    if (!BOUND_KINDS.contains(boundKind)) {
      throw KubectlException.error(
          "supported --bound-object-kind values are " + String.join(", ", BOUND_KINDS));
    }
    if (boundName.isEmpty()) {
      throw KubectlException.error(
          "--bound-object-name is required if --bound-object-kind is provided");
    }
  }

  private void bind(ObjectNode reference) {
    reference.put("apiVersion", "v1");
    reference.put("kind", boundKind);
    reference.put("name", boundName);
    if (!boundUid.isEmpty()) {
      reference.put("uid", boundUid);
    }
  }

  private void print(Session session, JsonNode answer) {
    if (output.isDefault()) {
      session.out().print(Trees.text(answer, "status", "token"));
      return;
    }
    session
        .out()
        .print(
            "name".equals(output.output)
                ? "tokenrequest.authentication.k8s.io/" + arguments.getFirst() + "\n"
                : output.printer().print(answer));
  }
}
