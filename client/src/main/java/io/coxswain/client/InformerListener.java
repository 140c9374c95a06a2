package io.coxswain.client;

/**
 * Told of every change of an informer's cache, in order, on the informer's notification thread; the
 * cache already shows the change, and maybe later ones.
 */
public interface InformerListener<T> {
  void added(T object);

  void updated(T before, T after);

  /** {@code object} is the last state that was seen. */
  void deleted(T object);
}
