package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.SelectorOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.Trees;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Approves or denies certificate signing requests. */
public final class CertificateVerb extends Verb {
  private final boolean approve;

  @Mixin FileOptions files = new FileOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--force", description = "Change the condition though it is there.")
  boolean force;

  @Parameters List<String> arguments = new ArrayList<>();

  public CertificateVerb(boolean approve) {
    this.approve = approve;
  }

  @Override
  public int run(Session session) {
    if (arguments.isEmpty() && files.isEmpty()) {
      throw KubectlException.error("one or more CSRs must be specified as <name> or -f <filename>");
    }
    var targets = new ArrayList<String>();
    if (!arguments.isEmpty()) {
      targets.add("certificatesigningrequests.certificates.k8s.io");
      targets.addAll(arguments);
    }
    var failures = new Failures();
    var objects = new Finder(session, failures).fetch(files, targets, new SelectorOptions(), false);
    for (var item : objects) {
      failures.attempt(() -> decide(session, item));
    }
    failures.raise();
    return 0;
  }

  private void decide(Session session, Located item) {
    var wanted = approve ? "Approved" : "Denied";
    var happened = approve ? "approved" : "denied";
    var object = (ObjectNode) item.object().deepCopy();
    var conditions = Trees.ensure(object, "status").withArray("conditions");
    for (var i = 0; i < conditions.size(); i++) {
      var type = text(conditions.path(i), "type");
      if (type.equals(approve ? "Denied" : "Approved")) {
        throw KubectlException.error(
            "certificate signing request \"%s\" is already %s"
                .formatted(item.name(), type.toLowerCase(java.util.Locale.ROOT)));
      }
      if (type.equals(wanted)) {
        if (!force) {
          output.print(session, item, happened);
          return;
        }
        conditions.remove(i);
      }
    }
    var condition = conditions.addObject();
    condition.put("type", wanted);
    condition.put("status", "True");
    condition.put("reason", approve ? "KubectlApprove" : "KubectlDeny");
    condition.put(
        "message",
        "This CSR was " + happened + " by kubectl certificate " + (approve ? "approve." : "deny."));
    condition.put("lastUpdateTime", session.now().truncatedTo(ChronoUnit.SECONDS).toString());
    var updated = session.api().put(item.path() + "/approval", object);
    output.print(session, Changes.with(item, updated), happened);
  }
}
