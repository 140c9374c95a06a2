package io.coxswain.apiserver.auth;

import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;

/** Decides whether a user may do what a request asks for. Called on event loops: never blocks. */
@FunctionalInterface
public interface Authorizer {

  /**
   * The answer to one request.
   *
   * @param allowed false where nothing allows it
   * @param reason why, for people; may be empty
   */
  record Decision(boolean allowed, String reason) {
    /** Allowed, and nothing is to be said about it. */
    public static final Decision ALLOWED = new Decision(true, "");

    /** Nobody has an opinion, so it is not allowed. */
    public static final Decision NO_OPINION = new Decision(false, "");
  }

  Decision authorize(UserInfo user, RequestInfo info);

  default boolean allows(UserInfo user, RequestInfo info) {
    return authorize(user, info).allowed;
  }
}
