package io.coxswain.apiserver.flowcontrol;

/** Shuffle sharding: the few queues of many that a flow may use. */
final class Hand {
  private Hand() {}

  /**
   * Different numbers below {@code deck}, which the hash alone decides. They are its digits in a
   * number system whose base shrinks by one with each digit, counted among what is left.
   */
  static int[] deal(long hash, int deck, int size) {
    var hand = new int[size];
    var sorted = new int[size];
    var rest = hash;
    for (var i = 0; i < size; i++) {
      var card = (int) Long.remainderUnsigned(rest, deck - i);
      rest = Long.divideUnsigned(rest, deck - i);
      var place = 0;
      while (place < i && sorted[place] <= card) {
        card++; // those are gone
        place++;
      }
      System.arraycopy(sorted, place, sorted, place + 1, i - place);
      sorted[place] = card;
      hand[i] = card;
    }
    return hand;
  }
}
