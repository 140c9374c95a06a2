package io.coxswain.apiserver.audit;

import io.coxswain.api.Json;
import io.coxswain.api.audit.v1.Policy;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.SchemaReader;
import io.coxswain.apiserver.registry.decode.Decoded;
import io.coxswain.apiserver.registry.decode.Decoder;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.FieldError;
import io.coxswain.apiserver.registry.validation.Names;
import io.coxswain.apiserver.registry.validation.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and checks {@code --audit-policy-file}, as upstream's LoadPolicyFromFile. */
public final class PolicyFile {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyFile.class);
  private static final ObjectSchema SCHEMA = new SchemaReader().read(Policy.class);

  private PolicyFile() {}

  /**
   * Reads a policy in YAML or JSON. Unknown and duplicate fields are warned of in the log, as
   * upstream does.
   *
   * @throws IllegalArgumentException where it can't be read or is not valid; names file and fields
   */
  public static AuditPolicy read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw refuse(
          "failed to read file path \"" + file + "\": " + e + "; give the path of a Policy");
    }
    return switch (new Decoder().yaml(bytes, SCHEMA)) {
      case Decoded.Unparseable wrong -> throw undecodable(wrong.message(), file);
      case Decoded.WrongType wrong -> throw undecodable(wrong.message(), file);
      case Decoded.NoEnvelope wrong -> throw undecodable(wrong.message(), file);
      case Decoded.Read read -> {
        if (!read.strictErrors().isEmpty()) {
          LOG.warn(
              "audit policy {} contains errors, which are ignored: {}",
              file,
              String.join(", ", read.strictErrors()));
        }
        var value = Value.root(read.tree());
        checkKind(value, file);
        check(value, file);
        yield new AuditPolicy(Json.read(read.tree(), Policy.class));
      }
    };
  }

  private static void checkKind(Value policy, Path file) {
    var version = policy.get("apiVersion");
    var kind = policy.get("kind");
    if (!version.is("audit.k8s.io/v1") || !kind.is("Policy")) {
      throw refuse(
          "unknown group version field %s, Kind=%s in policy: want apiVersion: audit.k8s.io/v1 and kind: Policy: from file %s"
              .formatted(version.text(), kind.text(), file));
    }
  }

  private static void check(Value policy, Path file) {
    var errors = new Errors();
    var rules = policy.get("rules").items();
    rules.forEach(rule -> check(rule, errors));
    stages(policy.get("omitStages"), errors);
    if (!errors.isEmpty()) {
      var all = errors.list();
      var text = all.stream().map(FieldError::toString).collect(Collectors.joining(", "));
      throw refuse((all.size() == 1 ? text : "[" + text + "]") + ": from file " + file);
    }
    if (rules.isEmpty()) {
      throw refuse(
          "loaded illegal policy with 0 rules: rules: want at least one such as \"level: Metadata\":"
              + " from file "
              + file);
    }
  }

  private static void check(Value rule, Errors errors) {
    var level = rule.get("level");
    if (level.text().isEmpty()) {
      errors.required(level);
    } else if (Level.of(level.text()).isEmpty()) {
      errors.notSupported(level, Level.texts());
    }
    var paths = rule.get("nonResourceURLs");
    for (var path : paths.items()) {
      check(path, path.text(), errors);
    }
    for (var resources : rule.get("resources").items()) {
      check(resources, rule.get("resources"), errors);
    }
    stages(rule.get("omitStages"), errors);
    if (paths.size() > 0 && rule.get("resources").size() + rule.get("namespaces").size() > 0) {
      errors.invalid(paths, "rules cannot apply to both regular resources and non-resource URLs");
    }
  }

  private static void check(Value path, String text, Errors errors) {
    if (text.equals("*")) {
      return;
    }
    if (!text.startsWith("/")) {
      errors.invalid(path, "non-resource URL rules must begin with a '/' character");
    }
    var star = text.indexOf('*');
    if (star >= 0 && star < text.length() - 1) {
      errors.invalid(
          path, "non-resource URL wildcards '*' must be the final character of the rule");
    }
  }

  private static void check(Value resources, Value list, Errors errors) {
    var group = resources.get("group");
    if (!group.text().isEmpty()) {
      var problems = Names.subdomain(group.text());
      if (!problems.isEmpty()) {
        errors.invalid(list.get("group"), group.text(), String.join(",", problems));
      }
    }
    var names = resources.get("resourceNames");
    if (names.size() > 0 && resources.get("resources").size() == 0) {
      errors.invalid(
          list.get("resourceNames"),
          names.node(),
          "using resourceNames requires at least one resource");
    }
  }

  private static void stages(Value list, Errors errors) {
    for (var stage : list.items()) {
      if (Stage.of(stage.text()).isEmpty()) {
        errors.invalid(stage, "allowed stages are " + String.join(",", Stage.texts()));
      }
    }
  }

  private static IllegalArgumentException undecodable(String problem, Path file) {
    return refuse("failed decoding: " + problem + ": from file " + file);
  }

  private static IllegalArgumentException refuse(String problem) {
    return new IllegalArgumentException(
        "--audit-policy-file: loading audit policy file: " + problem);
  }
}
