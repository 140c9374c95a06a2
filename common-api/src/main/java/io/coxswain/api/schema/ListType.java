package io.coxswain.api.schema;

/** How server-side apply merges a list ({@code x-kubernetes-list-type}). */
public enum ListType {
  ATOMIC,
  SET,
  MAP
}
