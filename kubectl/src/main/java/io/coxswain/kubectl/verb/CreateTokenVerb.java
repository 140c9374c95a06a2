package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.GoDuration;
import io.coxswain.kubectl.command.KubectlException;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks for a token of a ServiceAccount and prints it. */
public final class CreateTokenVerb extends Verb {
  @Option(names = "--audience", description = "Who the token is for; can be repeated.")
  List<String> audiences = new ArrayList<>();

  @Option(names = "--duration", description = "How long it is valid.")
  String duration = "0s";

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    if (arguments.size() != 1) {
      throw KubectlException.error("exactly one NAME is required, got " + arguments.size());
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
    session.out().println(Trees.text(session.api().post(path, request), "status", "token"));
    return 0;
  }
}
