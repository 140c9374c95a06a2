package io.coxswain.apiserver.auth;

import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;

/** Decides whether a user may do what a request asks for. */
@FunctionalInterface
public interface Authorizer {
  boolean allows(UserInfo user, RequestInfo info);
}
