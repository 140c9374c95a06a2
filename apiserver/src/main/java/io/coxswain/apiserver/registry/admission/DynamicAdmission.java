package io.coxswain.apiserver.registry.admission;

import io.coxswain.apiserver.registry.Refusal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Admission by webhooks and policies that are objects of the API. Calls may block. */
public interface DynamicAdmission {
  DynamicAdmission NONE =
      new DynamicAdmission() {
        @Override
        public boolean mutates() {
          return false;
        }

        @Override
        public boolean validates() {
          return false;
        }

        @Override
        public @Nullable Refusal mutate(Attributes attributes, Supplier<@Nullable Refusal> others) {
          return null;
        }

        @Override
        public @Nullable Refusal validate(Attributes attributes) {
          return null;
        }
      };

  /** Whether anything is configured that changes objects; where not, nobody need ask further. */
  boolean mutates();

  /** Whether anything is configured that refuses requests. */
  boolean validates();

  /**
   * Changes the object in place.
   *
   * @param others runs the built-in plugins again, after something changed the object
   */
  @Nullable Refusal mutate(Attributes attributes, Supplier<@Nullable Refusal> others);

  /** Has the last word on an object. */
  @Nullable Refusal validate(Attributes attributes);
}
