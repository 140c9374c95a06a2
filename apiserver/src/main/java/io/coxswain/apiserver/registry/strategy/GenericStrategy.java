package io.coxswain.apiserver.registry.strategy;

import io.coxswain.api.apply.FieldSet;
import io.coxswain.api.schema.ResourceType;

/**
 * Kinds without rules of their own, custom resources among them: a status subresource splits status
 * from the rest, and then generations are counted.
 */
public final class GenericStrategy implements Strategy {
  private final boolean hasStatus;
  private final boolean custom;

  public GenericStrategy(ResourceType type) {
    hasStatus = type.subresources().contains("status");
    custom = type.type() == null;
  }

  @Override
  public boolean countsGenerations() {
    return hasStatus || custom;
  }

  @Override
  public boolean hasStatus() {
    return hasStatus;
  }

  @Override
  public FieldSet resetFields(String subresource) {
    return custom && subresource.equals("status")
        ? FieldSet.of("spec").union(FieldSet.of("metadata"))
        : Strategy.super.resetFields(subresource);
  }

  @Override
  public boolean keepsStatusOnCreate() {
    return !hasStatus;
  }

  @Override
  public boolean updatesUnconditionally() {
    return !custom;
  }
}
