package io.coxswain.scheduler;

import io.coxswain.scheduler.framework.Profile;

/** Gives tests of other packages the default profile. */
public final class TestProfile {
  private TestProfile() {}

  public static Profile create() {
    return DefaultProfile.create();
  }
}
