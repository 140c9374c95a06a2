package io.coxswain.apiserver.registry.admission;

import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request as admission that was configured at run time sees it (upstream's
 * admission.Attributes).
 *
 * @param form the kind of the object, which for some subresources is not that of the resource
 * @param info the resource, subresource and namespace
 * @param name of the object; empty where it is not known yet
 * @param object what is sent, changed in place by mutation; null for deletions
 * @param old what is there; null for creations and connections
 * @param options of the request with their kind; null for connections
 * @param warnings takes what the client is to be told
 * @param forms the kind in other versions, and how a changed object is read again
 */
public record Attributes(
    Admission.Operation operation,
    Form form,
    RequestInfo info,
    String name,
    UserInfo user,
    @Nullable ObjectNode object,
    @Nullable ObjectNode old,
    @Nullable ObjectNode options,
    boolean dryRun,
    Consumer<String> warnings,
    Forms forms) {

  /** A kind in a version, and the version of the resource it belongs to. */
  public record Form(String group, String version, String kind, String resourceVersion) {
    /** A kind whose resource has the same version. */
    public Form(String group, String version, String kind) {
      this(group, version, kind, version);
    }

    public String apiVersion() {
      return group.isEmpty() ? version : group + "/" + version;
    }

    /** As upstream's messages print it: {@code apps/v1, Kind=Deployment}. */
    @Override
    public String toString() {
      return (group.isEmpty() ? "/" + version : group + "/" + version) + ", Kind=" + kind;
    }
  }

  /** What the forms of a request's object are to each other. */
  public interface Forms {
    /** No versions but the one of the request; objects that are not read again. */
    Forms FIXED =
        new Forms() {
          @Override
          public List<Form> others() {
            return List.of();
          }

          @Override
          public ObjectNode convert(ObjectNode object, Form to) {
            return object;
          }

          @Override
          public ObjectNode read(ObjectNode changed, Form form) {
            return changed;
          }
        };

    /** The other versions in which the resource is served. */
    List<Form> others();

    /** An object in another version; it may share nodes with the original. */
    ObjectNode convert(ObjectNode object, Form to);

    /**
     * An object that was changed from outside, as if it had been sent so: unknown fields dropped,
     * defaults filled in.
     *
     * @throws UnreadableException where it is no object of the kind any more
     */
    ObjectNode read(ObjectNode changed, Form form);
  }

  /** A changed object is no object of its kind. */
  public static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableException(String message) {
      super(message, null, false, false);
    }
  }

  /** Whether the request is about the API's own configuration of admission, which nobody admits. */
  public boolean isExempt() {
    return form.group().equals("admissionregistration.k8s.io");
  }

  /** {@code pods}, {@code deployments.apps}. */
  public String groupResource() {
    return info.group().isEmpty() ? info.resource() : info.resource() + "." + info.group();
  }

  /** Whether it is about a namespace itself, whose requests carry its name as namespace. */
  public boolean isNamespace() {
    return info.group().isEmpty() && info.resource().equals("namespaces");
  }
}
