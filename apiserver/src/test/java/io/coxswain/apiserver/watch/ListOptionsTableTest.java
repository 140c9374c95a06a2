package io.coxswain.apiserver.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.store.MemoryStore;
import io.coxswain.apiserver.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Upstream's table of what limit, continue, resourceVersion and resourceVersionMatch mean together
 * (API concepts, "Semantics for get and list", and its integration test of all combinations).
 *
 * <p>Ten pods are there. {@code old} is a revision at which there were seven, {@code gone} one that
 * was compacted, {@code token} goes on behind the sixth pod, {@code stale} does at a compacted
 * revision.
 */
final class ListOptionsTableTest {
  private static final Store STORE = new MemoryStore();
  private static final Duration SOON = Duration.ofMinutes(1);
  private static WatchCache cache;
  private static ResourceCache pods;
  private static Map<String, String> names;

  @BeforeAll
  static void fill() {
    var type = Kinds.builtIn().of(Pod.class);
    var gone = create("x0");
    for (var i = 1; i < 5; i++) {
      create("x" + i);
    }
    for (var i = 0; i < 5; i++) {
      var key = key("x" + i);
      STORE.delete(key, STORE.get(key).modRevision());
    }
    STORE.compact(STORE.currentRevision());
    for (var i = 0; i < 7; i++) {
      create("p" + i);
    }
    var old = STORE.currentRevision();
    for (var i = 7; i < 10; i++) {
      create("p" + i);
    }
    cache = WatchCache.start(STORE, List.of(type), InstantSource.system());
    pods = cache.of(type);
    while (!cache.isReady()) {
      LockSupport.parkNanos(100_000);
    }
    assertThat(cache.progress().await(STORE.currentRevision(), SOON)).isTrue();
    names =
        Map.of(
            "old",
            Long.toString(old),
            "gone",
            Long.toString(gone),
            "token",
            new ContinueToken(STORE.currentRevision(), "a/p5").encode(),
            "stale",
            new ContinueToken(gone, "a/p5").encode(),
            "inconsistent",
            new ContinueToken(-1, "a/p5").encode());
  }

  @AfterAll
  static void close() {
    cache.close();
    STORE.close();
  }

  private static String key(String name) {
    return "/registry/pods/a/" + name;
  }

  private static long create(String name) {
    var pod = "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"%s\",\"namespace\":\"a\"}}";
    var outcome = STORE.create(key(name), pod.formatted(name).getBytes(UTF_8));
    return ((Store.Outcome.Done) outcome).revision();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          # limit, continue, resourceVersion, resourceVersionMatch: what comes, and what is left
          0 | | |              - | 10
          0 | | 0 |            - | 10
          0 | | old |          - | 10
          0 | | gone |         - | 10
          0 | | x1 |           - | resourceVersion: Invalid value: "x1": strconv.ParseUint
          0 | | -1 |           - | resourceVersion: Invalid value: "-1"
          6 | | |              - | 6 of 10
          6 | | 0 |            - | 10
          6 | | old |          - | 6 of 7
          6 | | gone |         - | The resourceVersion for the provided list is too old.
          0 | | |              Exact | Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided
          0 | | 0 |            Exact | Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"
          0 | | old |          Exact | 7
          0 | | gone |         Exact | The resourceVersion for the provided list is too old.
          6 | | old |          Exact | 6 of 7
          6 | | gone |         Exact | The resourceVersion for the provided list is too old.
          0 | | |              NotOlderThan | Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided
          0 | | 0 |            NotOlderThan | 10
          0 | | old |          NotOlderThan | 10
          0 | | gone |         NotOlderThan | 10
          6 | | 0 |            NotOlderThan | 10
          6 | | old |          NotOlderThan | 6 of 10
          6 | | gone |         NotOlderThan | 6 of 10
          0 | | old |          Near | Unsupported value: "Near": supported values: "Exact", "NotOlderThan", ""
          0 | token | |        - | 4
          3 | token | |        - | 3 of 4
          0 | token | 0 |      - | 4
          0 | token | old |    - | specifying resource version is not allowed when using continue
          0 | token | x1 |     - | resourceVersion: Invalid value: "x1"
          0 | token | |        Exact | Forbidden: resourceVersionMatch is forbidden when continue is provided
          0 | token | old |    NotOlderThan | Forbidden: resourceVersionMatch is forbidden when continue is provided
          0 | stale | |        - | The provided continue parameter is too old to display a consistent list result.
          0 | inconsistent | | - | 4
          3 | inconsistent | | - | 3 of 4
          0 | nonsense | |     - | continue key is not valid
          0 | nonsense | old | - | continue key is not valid
          0 | nonsense | old | Exact | Forbidden: resourceVersionMatch is forbidden when continue is provided
          """)
  void options(
      int limit,
      @Nullable String token,
      @Nullable String version,
      @Nullable String match,
      String outcome) {
    var options = new ReadOptions(limit, named(token), named(version), match);
    switch (new Reader(cache).list(pods, Matcher.EVERYTHING, options)) {
      case Reader.Answer.One ignored -> throw new AssertionError("a list is no get");
      case Reader.Answer.Failed failed ->
          assertThat(text(failed.failure())).as("%s", failed).contains(outcome);
      case Reader.Answer.Many many -> {
        var count = many.entries().size();
        var whole = count + many.remaining();
        assertThat(many.remaining() == 0 ? count + "" : count + " of " + whole).isEqualTo(outcome);
        assertThat(many.continueToken().isEmpty()).isEqualTo(many.remaining() == 0);
      }
    }
  }

  private static String named(@Nullable String name) {
    return name == null ? "" : names.getOrDefault(name, name);
  }

  private static String text(ReadFailure failure) {
    return switch (failure) {
      case ReadFailure.BadRequest bad -> bad.message();
      case ReadFailure.InvalidOption invalid ->
          String.join("\n", invalid.causes().stream().map(cause -> cause.message()).toList());
      case ReadFailure.Expired expired -> expired.message();
      case ReadFailure.TooLargeRevision large -> large.toString();
      case ReadFailure.NotFresh notFresh -> notFresh.toString();
      case ReadFailure.Unconverted unconverted -> unconverted.message();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          # resourceVersion, resourceVersionMatch, sendInitialEvents, bookmarks, continue: what comes
          |     -            | -     | false | false | 10
          0 |   -            | -     | false | false | 10
          0 |   -            | -     | true  | false | 10
          now | -            | -     | true  | false | 0
          gone | -           | -     | false | false | too old resource version
          x1 |  -            | -     | false | false | Invalid value: "x1"
          |     NotOlderThan | true  | true  | false | 10 and a bookmark
          |     NotOlderThan | true  | false | false | 10
          0 |   NotOlderThan | true  | true  | false | 10 and a bookmark
          now | NotOlderThan | true  | true  | false | 10 and a bookmark
          gone | NotOlderThan | true | true  | false | 10 and a bookmark
          |     NotOlderThan | false | true  | false | 0
          0 |   NotOlderThan | false | true  | false | 0
          now | NotOlderThan | false | true  | false | 0
          gone | NotOlderThan | false | true | false | too old resource version
          |     -            | true  | true  | false | sendInitialEvents requires setting resourceVersionMatch to NotOlderThan
          |     Exact        | true  | true  | false | sendInitialEvents requires setting resourceVersionMatch to NotOlderThan
          |     Exact        | true  | true  | false | Unsupported value: "Exact": supported values: "NotOlderThan"
          0 |   NotOlderThan | -     | true  | false | resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided
          0 |   NotOlderThan | true  | true  | true  | resourceVersionMatch is forbidden when continue is provided
          """)
  void watches(
      @Nullable String version,
      @Nullable String match,
      @Nullable Boolean initial,
      boolean bookmarks,
      boolean continues,
      String outcome) {
    var revision = "now".equals(version) ? Long.toString(STORE.currentRevision()) : named(version);
    var options = new WatchOptions(revision, match, initial, bookmarks, continues);
    switch (new Watches(cache).begin(pods, Matcher.EVERYTHING, options)) {
      case Watches.Beginning.Failed failed -> assertThat(text(failed.failure())).contains(outcome);
      case Watches.Beginning.Begun begun ->
          assertThat(begun.initial().size() + (begun.endsWithBookmark() ? " and a bookmark" : ""))
              .isEqualTo(outcome);
    }
  }
}
