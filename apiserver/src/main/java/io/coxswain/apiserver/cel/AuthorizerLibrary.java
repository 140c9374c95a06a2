package io.coxswain.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import io.coxswain.apiserver.auth.Authorizer;
import io.coxswain.apiserver.cel.Library.Parameter;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.List;
import java.util.Map;

/** Questions about what a user may do: {@code authorizer.group('apps').resource('pods')...}. */
public final class AuthorizerLibrary {
  /** The type of the variable {@code authorizer}. */
  public static final CelType AUTHORIZER = OpaqueType.create("kubernetes.authorization.Authorizer");

  /** The type of the variable {@code authorizer.requestResource}. */
  public static final CelType RESOURCE_CHECK =
      OpaqueType.create("kubernetes.authorization.ResourceCheck");

  private static final CelType PATH_CHECK = OpaqueType.create("kubernetes.authorization.PathCheck");
  private static final CelType GROUP_CHECK =
      OpaqueType.create("kubernetes.authorization.GroupCheck");
  private static final CelType DECISION = OpaqueType.create("kubernetes.authorization.Decision");

  private static final Parameter TEXT = new Parameter(SimpleType.STRING, String.class);
  private static final Parameter ASKED = new Parameter(AUTHORIZER, Subject.class);
  private static final Parameter PATH = new Parameter(PATH_CHECK, PathCheck.class);
  private static final Parameter GROUP = new Parameter(GROUP_CHECK, GroupCheck.class);
  private static final Parameter RESOURCE = new Parameter(RESOURCE_CHECK, ResourceCheck.class);
  private static final Parameter ANSWER = new Parameter(DECISION, Answer.class);

  private AuthorizerLibrary() {}

  /** Whose permissions are asked for: the value of {@code authorizer}. */
  public record Subject(UserInfo user, Authorizer authorizer) {
    Answer ask(RequestInfo info) {
      var decision = authorizer.authorize(user, info);
      return new Answer(decision.allowed(), decision.reason());
    }
  }

  record PathCheck(Subject subject, String path) {
    Answer check(String verb) {
      return subject.ask(new RequestInfo(false, path, verb, "", "", "", "", "", ""));
    }
  }

  record GroupCheck(Subject subject, String group) {}

  /** A question about a resource: the value of {@code authorizer.requestResource}. */
  public record ResourceCheck(
      Subject subject,
      String group,
      String resource,
      String subresource,
      String namespace,
      String name) {
    Answer check(String verb) {
      return subject.ask(
          new RequestInfo(true, "", verb, group, "*", namespace, resource, subresource, name));
    }
  }

  record Answer(boolean allowed, String reason) {}

  static Library library() {
    return new Library()
        .method("path", PATH_CHECK, a -> new PathCheck((Subject) a[0], (String) a[1]), ASKED, TEXT)
        .method(
            "group", GROUP_CHECK, a -> new GroupCheck((Subject) a[0], (String) a[1]), ASKED, TEXT)
        .method(
            "serviceAccount",
            AUTHORIZER,
            a -> serviceAccount((Subject) a[0], (String) a[1], (String) a[2]),
            ASKED,
            TEXT,
            TEXT)
        .method("resource", RESOURCE_CHECK, a -> resource((GroupCheck) a[0], a[1]), GROUP, TEXT)
        .method("subresource", RESOURCE_CHECK, a -> with(a, "subresource"), RESOURCE, TEXT)
        .method("namespace", RESOURCE_CHECK, a -> with(a, "namespace"), RESOURCE, TEXT)
        .method("name", RESOURCE_CHECK, a -> with(a, "name"), RESOURCE, TEXT)
        .method("check", DECISION, a -> ((PathCheck) a[0]).check((String) a[1]), PATH, TEXT)
        .method("check", DECISION, a -> ((ResourceCheck) a[0]).check((String) a[1]), RESOURCE, TEXT)
        .method("allowed", SimpleType.BOOL, a -> ((Answer) a[0]).allowed(), ANSWER)
        .method("reason", SimpleType.STRING, a -> ((Answer) a[0]).reason(), ANSWER)
        .method("errored", SimpleType.BOOL, a -> false, ANSWER)
        .method("error", SimpleType.STRING, a -> "", ANSWER);
  }

  private static Subject serviceAccount(Subject asked, String namespace, String name) {
    var user =
        new UserInfo(
            "system:serviceaccount:" + namespace + ":" + name,
            "",
            List.of(
                "system:serviceaccounts",
                "system:serviceaccounts:" + namespace,
                "system:authenticated"),
            Map.of());
    return new Subject(user, asked.authorizer);
  }

  private static ResourceCheck resource(GroupCheck group, Object resource) {
    return new ResourceCheck(group.subject, group.group, (String) resource, "", "", "");
  }

  private static ResourceCheck with(Object[] arguments, String field) {
    var check = (ResourceCheck) arguments[0];
    var value = (String) arguments[1];
    return new ResourceCheck(
        check.subject,
        check.group,
        check.resource,
        field.equals("subresource") ? value : check.subresource,
        field.equals("namespace") ? value : check.namespace,
        field.equals("name") ? value : check.name);
  }
}
