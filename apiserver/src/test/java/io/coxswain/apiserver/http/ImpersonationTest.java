package io.coxswain.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImpersonationTest {

  @Test
  void withoutHeadersNobodyIsImpersonated() {
    assertThat(Impersonation.read(Map.of("accept", "*/*"))).isEqualTo(new Impersonation.None());
  }

  @Test
  void groupsWithoutAUserAreRefused() {
    assertThat(Impersonation.read(Map.of("impersonate-group", "dev")))
        .isInstanceOf(Impersonation.Refused.class);
  }

  @Test
  void eachNameIsAQuestionOfItsOwn() {
    var wanted =
        (Impersonation.Wanted)
            Impersonation.read(
                Map.of(
                    "impersonate-user", "jane",
                    "impersonate-uid", "7",
                    "impersonate-group", "dev\nops, and more",
                    "impersonate-extra-acme.com%2fproject", "one\ntwo"));
    assertThat(wanted.user())
        .isEqualTo(
            new UserInfo(
                "jane",
                "7",
                List.of("dev", "ops, and more", "system:authenticated"),
                Map.of("acme.com/project", List.of("one", "two"))));
    assertThat(wanted.questions())
        .extracting(RequestInfo::resource, RequestInfo::subresource, RequestInfo::name)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("users", "", "jane"),
            org.assertj.core.groups.Tuple.tuple("groups", "", "dev"),
            org.assertj.core.groups.Tuple.tuple("groups", "", "ops, and more"),
            org.assertj.core.groups.Tuple.tuple("userextras", "acme.com/project", "one"),
            org.assertj.core.groups.Tuple.tuple("userextras", "acme.com/project", "two"),
            org.assertj.core.groups.Tuple.tuple("uids", "", "7"));
  }

  @Test
  void serviceAccountsAreThoseOfTheirNamespace() {
    var wanted =
        (Impersonation.Wanted)
            Impersonation.read(Map.of("impersonate-user", "system:serviceaccount:ci:runner"));
    assertThat(wanted.questions())
        .extracting(RequestInfo::resource, RequestInfo::namespace, RequestInfo::name)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("serviceaccounts", "ci", "runner"));
    assertThat(wanted.user().groups())
        .containsExactly(
            "system:serviceaccounts", "system:serviceaccounts:ci", "system:authenticated");
  }

  @Test
  void nobodyIsNotAuthenticated() {
    var wanted =
        (Impersonation.Wanted) Impersonation.read(Map.of("impersonate-user", "system:anonymous"));
    assertThat(wanted.user().groups()).containsExactly("system:unauthenticated");
  }
}
