package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Names;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.function.BiConsumer;

/** Kinds that differ from the generic path by a few answers only. */
public record PlainStrategy(
    boolean createsOnUpdate,
    boolean updatesUnconditionally,
    boolean returnsDeletedObject,
    boolean countsGenerations,
    Names.Rule nameRule,
    BiConsumer<Value, Errors> rules)
    implements Strategy {

  /** Upstream's most frequent answers. */
  public static final PlainStrategy USUAL =
      new PlainStrategy(false, true, false, false, Names.SUBDOMAIN, (object, errors) -> {});

  public PlainStrategy creatingOnUpdate() {
    return new PlainStrategy(
        true, updatesUnconditionally, returnsDeletedObject, countsGenerations, nameRule, rules);
  }

  public PlainStrategy needingVersion() {
    return new PlainStrategy(
        createsOnUpdate, false, returnsDeletedObject, countsGenerations, nameRule, rules);
  }

  public PlainStrategy returningDeleted() {
    return new PlainStrategy(
        createsOnUpdate, updatesUnconditionally, true, countsGenerations, nameRule, rules);
  }

  public PlainStrategy countingGenerations() {
    return new PlainStrategy(
        createsOnUpdate, updatesUnconditionally, returnsDeletedObject, true, nameRule, rules);
  }

  /** With rules for the object itself. */
  public PlainStrategy checkedBy(BiConsumer<Value, Errors> rulesOfKind) {
    return new PlainStrategy(
        createsOnUpdate,
        updatesUnconditionally,
        returnsDeletedObject,
        countsGenerations,
        nameRule,
        rulesOfKind);
  }

  @Override
  public void validate(Value object, Errors errors) {
    rules.accept(object, errors);
  }
}
