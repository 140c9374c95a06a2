package io.coxswain.apiserver.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.apiserver.consistency.History.Delete;
import io.coxswain.apiserver.consistency.History.Event;
import io.coxswain.apiserver.consistency.History.Get;
import io.coxswain.apiserver.consistency.History.Listing;
import io.coxswain.apiserver.consistency.History.Operation;
import io.coxswain.apiserver.consistency.History.Stream;
import io.coxswain.apiserver.consistency.History.Version;
import io.coxswain.apiserver.consistency.History.Write;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The checker finds each kind of broken promise, and nothing in a history that keeps them. */
class HistoryCheckerTest {
  private static final Version ONE = new Version("a", "u1", 5, "one");
  private static final Version TWO = new Version("a", "u1", 7, "two");
  private static final Version GONE = new Version("a", "u1", 9, "two");
  private static final Write CREATE = new Write(10, 20, ONE, 0);
  private static final Write UPDATE = new Write(30, 40, TWO, 5);
  private static final Delete DELETE = new Delete(50, 60, "a", "u1");
  private static final Stream ALL =
      new Stream(
          "all",
          4,
          List.of(new Event("ADDED", ONE), new Event("MODIFIED", TWO), new Event("DELETED", GONE)));

  @Test
  void aHistoryThatKeepsAllPromisesPasses() {
    var problems =
        check(
            ALL,
            CREATE,
            UPDATE,
            DELETE,
            new Get(21, 29, "a", ONE),
            new Get(31, 39, "a", ONE),
            new Get(31, 39, "a", TWO),
            new Get(61, 62, "a", null),
            new Get(1, 2, "a", null),
            listing(21, 29, 6, ONE),
            listing(41, 49, 8, TWO),
            listing(61, 62, 9));
    assertThat(problems).isEmpty();
  }

  @Test
  void aStaleReadIsFound() {
    assertThat(check(ALL, CREATE, UPDATE, DELETE, new Get(41, 45, "a", ONE))).hasSize(1);
    assertThat(check(ALL, CREATE, UPDATE, DELETE, new Get(21, 25, "a", null))).hasSize(1);
    assertThat(check(ALL, CREATE, UPDATE, DELETE, new Get(61, 65, "a", TWO))).hasSize(1);
  }

  @Test
  void aReadOfTheFutureIsFound() {
    assertThat(check(ALL, CREATE, UPDATE, DELETE, new Get(21, 25, "a", TWO))).hasSize(1);
  }

  @Test
  void aStaleOrWrongListIsFound() {
    assertThat(check(ALL, CREATE, UPDATE, DELETE, listing(41, 45, 6, ONE))).hasSize(1);
    assertThat(check(ALL, CREATE, UPDATE, DELETE, listing(41, 45, 8))).hasSize(1);
    assertThat(check(ALL, CREATE, UPDATE, DELETE, listing(41, 45, 8, ONE))).hasSize(1);
  }

  @Test
  void aRevisionBelowOneThatWasAcknowledgedEarlierIsFound() {
    var late = new Write(70, 80, new Version("b", "u2", 6, "x"), 0);
    var stream =
        new Stream(
            "all",
            4,
            List.of(
                new Event("ADDED", ONE),
                new Event("ADDED", late.result()),
                new Event("MODIFIED", TWO),
                new Event("DELETED", GONE)));
    assertThat(check(stream, CREATE, UPDATE, DELETE, late)).isNotEmpty();
  }

  @Test
  void aLostUpdateIsFound() {
    var blind = new Write(42, 45, new Version("a", "u1", 8, "blind"), 5);
    var stream =
        new Stream(
            "all",
            4,
            List.of(
                new Event("ADDED", ONE),
                new Event("MODIFIED", TWO),
                new Event("MODIFIED", blind.result())));
    assertThat(check(stream, CREATE, UPDATE, blind))
        .singleElement()
        .asString()
        .contains("conditional");
  }

  @Test
  void anAcknowledgedWriteThatNoWatchShowsIsFound() {
    var stream = new Stream("all", 4, List.of(new Event("ADDED", ONE), new Event("DELETED", GONE)));
    assertThat(check(stream, CREATE, UPDATE, DELETE))
        .singleElement()
        .asString()
        .contains("skipped");
  }

  @Test
  void aWatchThatRepeatsOrReordersIsFound() {
    var repeating =
        new Stream(
            "repeating",
            4,
            List.of(new Event("ADDED", ONE), new Event("ADDED", ONE), new Event("MODIFIED", TWO)));
    assertThat(check(repeating, CREATE, UPDATE)).isNotEmpty();
    var reordering =
        new Stream("reordering", 4, List.of(new Event("MODIFIED", TWO), new Event("ADDED", ONE)));
    assertThat(check(reordering, CREATE, UPDATE)).isNotEmpty();
  }

  @Test
  void twoThingsUnderOneRevisionAreFound() {
    var other = new Write(10, 20, new Version("b", "u2", 5, "x"), 0);
    assertThat(check(ALL, CREATE, UPDATE, DELETE, other)).isNotEmpty();
  }

  @Test
  void aDeletionThatDidNotHappenIsFound() {
    var stream = new Stream("all", 4, List.of(new Event("ADDED", ONE), new Event("MODIFIED", TWO)));
    assertThat(check(stream, CREATE, UPDATE, DELETE))
        .singleElement()
        .asString()
        .contains("nobody saw it");
  }

  private static List<String> check(Stream stream, Operation... operations) {
    return HistoryChecker.problems(new History(List.of(operations), List.of(stream)));
  }

  private static Listing listing(long start, long end, long revision, Version... seen) {
    var items = new TreeMap<String, Version>();
    for (var version : seen) {
      items.put(version.key(), version);
    }
    return new Listing(start, end, revision, items);
  }
}
