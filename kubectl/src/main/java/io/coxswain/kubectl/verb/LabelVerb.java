package io.coxswain.kubectl.verb;

/** Changes labels. */
public final class LabelVerb extends MetadataVerb {
  public LabelVerb() {
    super("labels", "label", "labeled");
  }
}
