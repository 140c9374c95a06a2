package io.coxswain.apiserver.registry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Takes from several stocks, all or nothing. */
record JointReservations(List<Reservations> stocks) implements Reservations {

  @Override
  public Reservation reserve(Call call, ObjectNode object, @Nullable ObjectNode old) {
    List<Reservation> taken = new ArrayList<>(stocks.size());
    for (var stock : stocks) {
      var reservation = stock.reserve(call, object, old);
      if (reservation instanceof Refused) {
        taken.reversed().forEach(Reservation::close);
        return reservation;
      }
      if (!(reservation instanceof Nothing)) {
        taken.add(reservation);
      }
    }
    return taken.isEmpty() ? NOTHING : new Joint(taken);
  }

  @Override
  public void release(Call call, ObjectNode object) {
    stocks.forEach(stock -> stock.release(call, object));
  }

  private record Joint(List<Reservation> parts) implements Reservation {
    @Override
    public void keep() {
      parts.forEach(Reservation::keep);
    }

    @Override
    public void close() {
      parts.reversed().forEach(Reservation::close);
    }
  }
}
