package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.apply.LastApplied;
import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Validation;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What verbs share that make one object from flags. */
abstract class GeneratorVerb extends Verb {
  @Mixin DryRun dryRun = new DryRun();
  @Mixin OutputOption output = new OutputOption();
  @Mixin Validation validation = new Validation();

  @Option(names = "--save-config", description = "Remember the object for a later apply.")
  boolean saveConfig;

  @Option(names = "--field-manager", description = "Name of the owner of the fields.")
  String fieldManager = "kubectl-create";

  @Parameters List<String> arguments = new ArrayList<>();

  /** The object, without its namespace. */
  abstract ObjectNode generate(Session session);

  @Override
  public int run(Session session) {
    create(session, generate(session));
    return 0;
  }

  /** Creates and prints the object; returns it as the server has it. */
  final Located create(Session session, ObjectNode object) {
    var type =
        session
            .resources()
            .ofKind(Trees.text(object, "apiVersion"), Trees.text(object, "kind"))
            .orElseThrow();
    var namespace = session.namespaceFor(type);
    if (namespace != null && (session.config().namespaceGiven() || !dryRun.client())) {
      Trees.ensure(object, "metadata").put("namespace", namespace);
    }
    JsonNode created = saveConfig ? LastApplied.annotate(object) : object;
    if (!dryRun.client()) {
      var query =
          Query.of()
              .with("dryRun", dryRun.query())
              .with("fieldManager", fieldManager)
              .with("fieldValidation", validation.query());
      try {
        created = session.api().post(type.collection(namespace) + query, created);
      } catch (ApiError e) {
        throw new KubectlException(
            words.startsWith("create ")
                    && !type.kind().equals("Namespace")
                    && !e.reason().equals("Invalid")
                ? "error: failed to create %s: %s"
                    .formatted(type.kind().toLowerCase(Locale.ROOT), e.serverMessage())
                : String.valueOf(e.getMessage()),
            1);
      }
    }
    var located = new Located(type, namespace, created, null);
    output.print(session, located, "created" + dryRun.suffix());
    return located;
  }

  /** The one name that the verb needs. */
  final String name() {
    if (arguments.size() != 1) {
      throw usage("exactly one NAME is required, got " + arguments.size());
    }
    return arguments.getFirst();
  }

  /** The arguments from a first word on that was taken already. */
  final String said(String first) {
    return arguments.isEmpty() ? first : first + " " + String.join(" ", arguments);
  }

  /** Refuses flags without a value; takes pairs of a flag's name and its value. */
  static void require(String... namesAndValues) {
    var missing = new ArrayList<String>();
    for (var i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1].isEmpty()) {
        missing.add(JsonWriter.quote(namesAndValues[i]));
      }
    }
    if (!missing.isEmpty()) {
      throw KubectlException.error("required flag(s) " + String.join(", ", missing) + " not set");
    }
  }

  static ObjectNode object(String apiVersion, String kind, String name) {
    var object = Trees.object();
    object.put("apiVersion", apiVersion);
    object.put("kind", kind);
    var metadata = Trees.ensure(object, "metadata");
    metadata.put("name", name);
    return object;
  }

  /** A container name made of an image's last path element. */
  static String containerName(String image) {
    var path = image.split("@", -1)[0];
    var last = path.substring(path.lastIndexOf('/') + 1);
    return last.split(":", -1)[0].replaceAll("[^A-Za-z0-9-]", "-").toLowerCase(Locale.ROOT);
  }

  static KubectlException invalid(String what, String value) {
    return KubectlException.error("invalid " + what + " " + JsonWriter.quote(value));
  }
}
