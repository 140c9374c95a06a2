package io.coxswain.proxy;

import io.coxswain.proxy.route.ServiceRoute;
import java.io.IOException;
import java.util.List;

/** What makes routes real. Owned by the sync thread. */
interface Dataplane extends AutoCloseable {
  /** Makes these routes the current ones; does nothing when they already are. */
  void sync(List<ServiceRoute> routes) throws IOException;

  /** Repairs what somebody else may have undone. */
  void verify() throws IOException;

  @Override
  void close();
}
