package io.coxswain.apiserver.registry.quota;

import io.coxswain.api.Quantity;
import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.Reservations;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.admission.Lookup;
import io.coxswain.apiserver.store.StorageKeys;
import io.coxswain.apiserver.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Charges the quotas of a namespace by compare-and-swap before an object is stored, so that two
 * writes never use the same room. What a write frees is given back after it was stored. The quota
 * controller repairs what a crash between the two leaves behind.
 */
public final class QuotaReservations implements Reservations {
  private static final String QUOTAS = "resourcequotas";

  /** One quota's share of a write. */
  private record Charge(String key, Map<String, Quantity> taken, Map<String, Quantity> freed) {}

  private final Store store;
  private final Lookup lookup;

  public QuotaReservations(Store store, Lookup lookup) {
    this.store = store;
    this.lookup = lookup;
  }

  @Override
  public Reservation reserve(Call call, ObjectNode object, @Nullable ObjectNode old) {
    var quotas = quotasOf(call);
    if (quotas.isEmpty()) {
      return NOTHING;
    }
    var resource = call.type().groupResource();
    List<Charge> charges = new ArrayList<>();
    for (var key : quotas) {
      var refusal = charge(call, key, resource, object, old, charges);
      if (refusal != null) {
        charges.forEach(charge -> change(charge.key, negated(charge.taken)));
        return new Refused(refusal);
      }
    }
    return charges.isEmpty() ? NOTHING : new Held(charges);
  }

  @Override
  public void release(Call call, ObjectNode object) {
    for (var key : quotasOf(call)) {
      var stored = store.get(key);
      if (stored != null) {
        var resource = call.type().groupResource();
        change(key, QuotaCharge.delta(Trees.parse(stored), resource, null, object));
      }
    }
  }

  /** Keys of the quotas in the namespace of a request. */
  private List<String> quotasOf(Call call) {
    if (!call.type().namespaced()) {
      return List.of();
    }
    List<String> keys = new ArrayList<>(0);
    for (var quota : lookup.all(QUOTAS)) {
      if (Trees.meta(quota, "namespace").equals(call.namespace())) {
        keys.add(StorageKeys.ROOT + QUOTAS + "/" + call.namespace() + "/" + Trees.name(quota));
      }
    }
    keys.sort(String::compareTo);
    return keys;
  }

  private @Nullable Refusal charge(
      Call call,
      String key,
      String resource,
      ObjectNode object,
      @Nullable ObjectNode old,
      List<Charge> charges) {
    while (true) {
      var stored = store.get(key);
      if (stored == null) {
        return null;
      }
      var quota = Trees.parse(stored);
      var delta = QuotaCharge.delta(quota, resource, object, old);
      var taken = part(delta, 1);
      if (old == null || !taken.isEmpty()) {
        var refusal = QuotaCharge.refusal(quota, taken, resource, object);
        if (refusal != null) {
          return refusal;
        }
      }
      if (delta.isEmpty() || call.dryRun()) {
        return null;
      }
      if (taken.isEmpty() || write(key, stored, QuotaCharge.charged(quota, taken))) {
        charges.add(new Charge(key, taken, part(delta, -1)));
        return null;
      }
    }
  }

  /** Adds to a quota's usage, again until no other write comes between. */
  private void change(String key, Map<String, Quantity> delta) {
    while (!delta.isEmpty()) {
      var stored = store.get(key);
      if (stored == null || write(key, stored, QuotaCharge.charged(Trees.parse(stored), delta))) {
        return;
      }
    }
  }

  private boolean write(String key, Store.Stored stored, ObjectNode quota) {
    return store.update(key, Trees.encode(quota), stored.modRevision())
        instanceof Store.Outcome.Done;
  }

  private static Map<String, Quantity> part(Map<String, Quantity> delta, int sign) {
    var part = new TreeMap<>(delta);
    part.values().removeIf(amount -> amount.compareTo(Quantity.ZERO) * sign <= 0);
    return part;
  }

  private static Map<String, Quantity> negated(Map<String, Quantity> amounts) {
    var negated = new TreeMap<String, Quantity>();
    amounts.forEach((name, amount) -> negated.put(name, Quantity.ZERO.minus(amount)));
    return negated;
  }

  /** Charges of one request. */
  private final class Held implements Reservation {
    private final List<Charge> charges;
    private boolean kept;

    Held(List<Charge> charges) {
      this.charges = charges;
    }

    @Override
    public void keep() {
      kept = true;
    }

    @Override
    public void close() {
      for (var charge : charges) {
        change(charge.key, kept ? charge.freed : negated(charge.taken));
      }
    }
  }
}
