package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.invocation.GoDuration;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.print.ObjectPrinter;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Asks for a token of a ServiceAccount and prints it. */
public final class CreateTokenVerb extends Verb {
  @Option(names = "--audience", description = "Who the token is for; can be repeated.")
  List<String> audiences = new ArrayList<>();

  @Option(names = "--duration", description = "How long it is valid.")
  String duration = "0s";

  @Option(
      names = {"-o", "--output"},
      description = "json or yaml: the whole TokenRequest.")
  @Nullable String output;

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    if (arguments.size() != 1) {
      throw usage("exactly one NAME is required, got " + arguments.size());
    }
    var request = Trees.object();
    request.put("apiVersion", "authentication.k8s.io/v1");
    request.put("kind", "TokenRequest");
    var spec = Trees.ensure(request, "spec");
    spec.set("audiences", Trees.strings(audiences));
    var lifetime = GoDuration.parse(duration);
    if (!lifetime.isZero()) {
      spec.put("expirationSeconds", lifetime.toSeconds());
    }
    var type = session.resources().named("serviceaccounts");
    var path = type.path(session.namespace(), arguments.getFirst()) + "/token";
    JsonNode answer;
    try {
      answer = session.api().post(path, request);
    } catch (ApiError e) {
      throw KubectlException.error("failed to create token: " + e.serverMessage());
    }
    if (output == null) {
      session.out().print(Trees.text(answer, "status", "token"));
    } else {
      session
          .out()
          .print(
              output.equals("name")
                  ? "tokenrequest.authentication.k8s.io/" + arguments.getFirst() + "\n"
                  : ObjectPrinter.of(output, false).print(answer));
    }
    return 0;
  }
}
