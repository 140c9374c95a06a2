package io.coxswain.kubelet.runtime;

import io.coxswain.kubelet.runtime.fake.FakeRuntime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

class FakeRuntimeTest extends ContainerRuntimeContract {
  @Override
  ContainerRuntime start() {
    return new FakeRuntime(InstantSource.system(), FakeRuntimeTest::onlyWaitIfLong, Duration.ZERO);
  }

  /** Short delays pass at once, long ones never. */
  private static void onlyWaitIfLong(Duration duration) throws InterruptedException {
    if (duration.toSeconds() > 60) {
      new CountDownLatch(1).await();
    }
  }

  @Override
  String image() {
    return runtime.pullImage("busybox", null);
  }
}
