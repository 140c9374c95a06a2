package io.coxswain.kubectl.verb;

/** Changes annotations. */
public final class AnnotateVerb extends MetadataVerb {
  public AnnotateVerb() {
    super("annotations", "annotation", "annotated");
  }
}
