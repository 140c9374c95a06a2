package io.coxswain.apiserver.flowcontrol;

import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;

/** Decides when requests are served. For any thread; no call blocks. */
public interface FlowControl {
  /**
   * A request comes in.
   *
   * @param width how many seats it takes; fewer are given where its level has not so many
   * @param resume called once, from any thread, when it got its seats after it waited
   */
  Passage begin(UserInfo user, RequestInfo info, int width, Runnable resume);
}
