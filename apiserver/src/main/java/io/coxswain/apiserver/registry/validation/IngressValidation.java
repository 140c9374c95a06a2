package io.coxswain.apiserver.registry.validation;

import java.util.List;

/** Ingresses and their classes. */
public final class IngressValidation {
  public static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";

  private static final List<String> INVALID_SEQUENCES = List.of("//", "/./", "/../", "%2f", "%2F");
  private static final List<String> INVALID_SUFFIXES = List.of("/..", "/.");
  private static final List<String> PATH_TYPES =
      List.of("Exact", "ImplementationSpecific", "Prefix");
  private static final int LONGEST_CONTROLLER = 250;

  private IngressValidation() {}

  public static void validate(Value object, Errors errors) {
    var spec = object.get("spec");
    if (spec.get("rules").size() == 0 && !spec.has("defaultBackend")) {
      errors.invalid(
          Value.at(spec.path(), spec.get("rules").node()), // upstream shows the rules
          "either `defaultBackend` or `rules` must be specified");
    }
    if (spec.has("defaultBackend")) {
      backend(spec.get("defaultBackend"), errors);
    }
    for (var rule : spec.get("rules").items()) {
      rule(rule, errors);
    }
    for (var tls : spec.get("tls").items()) {
      for (var host : tls.get("hosts").items()) {
        host(host, errors);
      }
      var secret = tls.get("secretName");
      if (!secret.text().isEmpty()) {
        Names.subdomain(secret.text()).forEach(error -> errors.invalid(secret, error));
      }
    }
    if (spec.has("ingressClassName")) {
      Checks.subdomain(spec.get("ingressClassName"), errors);
    }
  }

  /** The old and the new name of a class agree. */
  public static void validateCreate(Value object, Errors errors) {
    var annotation = object.in("metadata", "annotations").get(CLASS_ANNOTATION);
    var name = object.in("spec", "ingressClassName");
    if (annotation.exists() && name.exists() && !annotation.same(name)) {
      // upstream leaves "metadata" out
      errors.invalid(
          Value.at("annotations." + CLASS_ANNOTATION, annotation.node()),
          "must match `ingressClassName` when both are specified");
    }
  }

  public static void validateStatus(Value object, Errors errors) {
    for (var point : object.in("status", "loadBalancer", "ingress").items()) {
      if (!point.get("ip").text().isEmpty()) {
        Addresses.check(point.get("ip"), errors);
      }
      ServiceTrafficValidation.hostname(point.get("hostname"), errors);
    }
  }

  public static void validateClass(Value object, Errors errors) {
    var spec = object.get("spec");
    var controller = spec.get("controller");
    if (controller.text().length() > LONGEST_CONTROLLER) {
      errors.tooLong(controller, LONGEST_CONTROLLER);
    }
    Checks.domainPrefixedPath(controller, errors);
    var parameters = spec.get("parameters");
    if (!parameters.exists()) {
      return;
    }
    reference(parameters, errors);
    scope(parameters, errors);
  }

  public static void validateClassUpdate(Value object, Value old, Errors errors) {
    Checks.immutable(object.in("spec", "controller"), old.in("spec", "controller"), errors);
  }

  private static void reference(Value reference, Errors errors) {
    if (reference.has("apiGroup")) {
      Checks.subdomain(reference.get("apiGroup"), errors);
    }
    for (var field : List.of("kind", "name")) {
      var value = reference.get(field);
      if (value.text().isEmpty()) {
        errors.required(value);
      } else {
        Names.pathSegment(value.text()).forEach(error -> errors.invalid(value, error));
      }
    }
  }

  private static void scope(Value parameters, Errors errors) {
    var scope = parameters.get("scope");
    var namespace = parameters.get("namespace");
    switch (scope.text()) {
      case "" -> errors.required(scope);
      case "Namespace" -> {
        if (!namespace.exists()) {
          errors.required(namespace, "`parameters.scope` is set to 'Namespace'");
        } else {
          Names.label(namespace.text()).forEach(error -> errors.invalid(namespace, error));
        }
      }
      case "Cluster" -> {
        if (namespace.exists()) {
          errors.forbidden(namespace, "`parameters.scope` is set to 'Cluster'");
        }
      }
      default -> errors.notSupported(scope, List.of("Cluster", "Namespace"));
    }
  }

  private static void rule(Value rule, Errors errors) {
    var host = rule.get("host");
    if (!host.text().isEmpty()) {
      if (Addresses.isIp(host.text())) {
        errors.invalid(host, "must be a DNS name, not an IP address");
      }
      host(host, errors);
    }
    var http = rule.get("http");
    if (!http.exists()) {
      return;
    }
    var paths = http.get("paths");
    if (paths.size() == 0) {
      errors.required(paths);
    }
    for (var path : paths.items()) {
      if (path.get("pathType").exists()) {
        path(path, errors);
        backend(path.get("backend"), errors);
      } else {
        errors.required(path.get("pathType"), "pathType must be specified");
      }
    }
  }

  private static void path(Value entry, Errors errors) {
    var path = entry.get("path");
    var absolute = path.text().startsWith("/");
    switch (entry.get("pathType").text()) {
      case "Exact", "Prefix" -> {
        if (!absolute) {
          errors.invalid(path, path.text(), "must be an absolute path");
        }
        for (var sequence : INVALID_SEQUENCES) {
          if (path.text().contains(sequence)) {
            errors.invalid(path, "must not contain '" + sequence + "'");
          }
        }
        for (var suffix : INVALID_SUFFIXES) {
          if (path.text().endsWith(suffix)) {
            errors.invalid(path, "cannot end with '" + suffix + "'");
          }
        }
      }
      case "ImplementationSpecific" -> {
        if (!path.text().isEmpty() && !absolute) {
          errors.invalid(path, "must be an absolute path");
        }
      }
      default -> Checks.oneOf(entry.get("pathType"), PATH_TYPES, errors);
    }
  }

  private static void backend(Value backend, Errors errors) {
    var service = backend.get("service");
    var resource = backend.get("resource");
    if (resource.exists() && service.exists()) {
      errors.invalid(backend, "", "cannot set both resource and service backends");
    } else if (resource.exists()) {
      reference(resource, errors);
    } else if (service.exists()) {
      service(backend, service, errors);
    } else {
      errors.invalid(backend, "", "resource or service backend is required");
    }
  }

  private static void service(Value backend, Value service, Errors errors) {
    var name = service.get("name");
    if (name.text().isEmpty()) {
      errors.required(name);
    } else {
      Names.label1035(name.text()).forEach(error -> errors.invalid(name, error));
    }
    var portName = service.in("port", "name");
    var number = service.in("port", "number");
    var hasName = !portName.text().isEmpty();
    var hasNumber = number.number() != 0;
    if (hasName && hasNumber) {
      errors.invalid(backend, "", "cannot set both port name & port number");
    } else if (hasName) {
      Names.portName(portName.text()).forEach(error -> errors.invalid(portName, error));
    } else if (hasNumber) {
      Checks.port(number, errors);
    } else {
      errors.required(backend, "port name or number is required");
    }
  }

  private static void host(Value host, Errors errors) {
    if (host.text().contains("*")) {
      Names.wildcardSubdomain(host.text()).forEach(error -> errors.invalid(host, error));
    } else {
      Names.subdomain(host.text()).forEach(error -> errors.invalid(host, error));
    }
  }
}
