package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.validation.Names;

/** Kinds that differ from the generic path by a few answers only. */
public record PlainStrategy(
    boolean createsOnUpdate,
    boolean updatesUnconditionally,
    boolean returnsDeletedObject,
    boolean countsGenerations,
    Names.Rule nameRule)
    implements Strategy {

  /** Upstream's most frequent answers. */
  public static final PlainStrategy USUAL =
      new PlainStrategy(false, true, false, false, Names.SUBDOMAIN);

  public PlainStrategy creatingOnUpdate() {
    return new PlainStrategy(
        true, updatesUnconditionally, returnsDeletedObject, countsGenerations, nameRule);
  }

  public PlainStrategy needingVersion() {
    return new PlainStrategy(
        createsOnUpdate, false, returnsDeletedObject, countsGenerations, nameRule);
  }

  public PlainStrategy returningDeleted() {
    return new PlainStrategy(
        createsOnUpdate, updatesUnconditionally, true, countsGenerations, nameRule);
  }

  public PlainStrategy countingGenerations() {
    return new PlainStrategy(
        createsOnUpdate, updatesUnconditionally, returnsDeletedObject, true, nameRule);
  }
}
