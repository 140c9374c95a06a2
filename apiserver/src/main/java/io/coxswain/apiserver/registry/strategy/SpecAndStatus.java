package io.coxswain.apiserver.registry.strategy;

/** Kinds whose spec has generations and whose status only its subresource writes. */
interface SpecAndStatus extends Strategy {
  @Override
  default boolean countsGenerations() {
    return true;
  }

  @Override
  default boolean hasStatus() {
    return true;
  }

  @Override
  default boolean keepsStatusOnCreate() {
    return false;
  }
}
