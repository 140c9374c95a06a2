package io.coxswain.apiserver.registry;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Takes what an object needs from a common stock before it is stored: addresses and ports. */
public interface Reservations {

  /** What was taken. Closing gives it back unless it was kept. */
  interface Reservation extends AutoCloseable {
    /** The object was stored. */
    void keep();

    @Override
    void close();
  }

  /** Nothing was taken, because something wanted is not to be had. */
  record Refused(Refusal refusal) implements Reservation {
    @Override
    public void keep() {
      throw new IllegalStateException("nothing was reserved");
    }

    @Override
    public void close() {}
  }

  /** For objects that need nothing. */
  record Nothing() implements Reservation {
    @Override
    public void keep() {}

    @Override
    public void close() {}
  }

  Nothing NOTHING = new Nothing();

  /**
   * Takes what a new or changed object needs and writes it into the object.
   *
   * @param old what is there now; null for creations
   */
  Reservation reserve(Call call, ObjectNode object, @Nullable ObjectNode old);

  /** Gives back what a deleted object held. */
  void release(Call call, ObjectNode object);
}
