package io.coxswain.apiserver.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.selector.Selector;
import io.coxswain.apiserver.store.MemoryStore;
import io.coxswain.apiserver.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WatchCacheTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

  private final Store store = new MemoryStore();
  private WatchCache cache;
  private ResourceCache pods;

  @BeforeEach
  void start() throws InterruptedException {
    start(EventLog.LARGEST);
  }

  private void start(int largestLog) throws InterruptedException {
    var type = Kinds.builtIn().of(Pod.class);
    cache = WatchCache.start(store, List.of(type), CLOCK, largestLog);
    pods = cache.of(type);
    var loaded = new CountDownLatch(1);
    pods.onChange(loaded::countDown);
    if (pods.state().revision() == 0) {
      assertThat(loaded.await(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(cache.progress().await(store.currentRevision(), Duration.ofMinutes(1))).isTrue();
  }

  @AfterEach
  void stop() {
    cache.close();
    store.close();
  }

  @Test
  void readersSeeEveryAcknowledgedWriteWithItsRevision() {
    for (var i = 0; i < 200; i++) {
      var revision = create("a", "p" + i, "x");
      var entry = get("a", "p" + i);
      assertThat(entry.revision()).isEqualTo(revision);
      var metadata = Json.tree(entry.json()).path("metadata");
      assertThat(metadata.path("resourceVersion").asString()).isEqualTo("" + revision);
      assertThat(metadata.path("name").asString()).isEqualTo("p" + i);
    }
  }

  @Test
  void listsAreSortedAndKeepToNamespaceAndSelectors() {
    create("b", "2", "x");
    create("a", "1", "y");
    create("a", "2", "x");
    create("a-b", "3", "x");
    assertThat(names(list(Matcher.EVERYTHING, ReadOptions.LATEST)))
        .containsExactly("a-b/3", "a/1", "a/2", "b/2");
    assertThat(names(list(in("a", "", ""), ReadOptions.LATEST))).containsExactly("a/1", "a/2");
    assertThat(names(list(in("a", "app=x", ""), ReadOptions.LATEST))).containsExactly("a/2");
    assertThat(names(list(in("", "", "spec.nodeName=n1"), ReadOptions.LATEST))).isEmpty();
    update("a", "1", "y", "n1");
    assertThat(names(list(in("", "", "spec.nodeName=n1"), ReadOptions.LATEST)))
        .containsExactly("a/1");
  }

  @Test
  void pagesShowOneRevisionWhateverHappensMeanwhile() {
    for (var i = 0; i < 5; i++) {
      create("a", "p" + i, "x");
    }
    var first = list(Matcher.EVERYTHING, new ReadOptions(2, "", "", null));
    assertThat(names(first)).containsExactly("a/p0", "a/p1");
    assertThat(first.remaining()).isEqualTo(3);
    create("a", "p11", "x");
    delete("a", "p2");
    var second = list(Matcher.EVERYTHING, new ReadOptions(2, first.continueToken(), "", null));
    assertThat(names(second)).containsExactly("a/p2", "a/p3");
    assertThat(second.revision()).isEqualTo(first.revision());
    var third = list(Matcher.EVERYTHING, new ReadOptions(2, second.continueToken(), "", null));
    assertThat(names(third)).containsExactly("a/p4");
    assertThat(third.continueToken()).isEmpty();
  }

  @Test
  void aTokenOfACompactedRevisionIsExpiredAndOffersAnInconsistentOne() throws Exception {
    for (var i = 0; i < 3; i++) {
      create("a", "p" + i, "x");
    }
    var first = list(Matcher.EVERYTHING, new ReadOptions(1, "", "", null));
    delete("a", "p1");
    cache.close();
    store.compact(store.currentRevision());
    start(EventLog.LARGEST);
    var answer =
        new Reader(cache)
            .list(pods, Matcher.EVERYTHING, new ReadOptions(1, first.continueToken(), "", null));
    assertThat(answer).isInstanceOf(Reader.Answer.Failed.class);
    var expired = (ReadFailure.Expired) ((Reader.Answer.Failed) answer).failure();
    var rest = list(Matcher.EVERYTHING, new ReadOptions(1, expired.continueToken(), "", null));
    assertThat(names(rest)).containsExactly("a/p2");
  }

  @Test
  void exactListsShowTheStateOfTheirRevision() {
    var first = create("a", "p", "x");
    create("a", "q", "x");
    var then = list(Matcher.EVERYTHING, new ReadOptions(0, "", "" + first, "Exact"));
    assertThat(names(then)).containsExactly("a/p");
    assertThat(then.revision()).isEqualTo(first);
  }

  @Test
  void contradictingOptionsAreRefused() {
    assertThat(refusal(new ReadOptions(0, "", "", "Exact")))
        .isInstanceOf(ReadFailure.InvalidOption.class);
    assertThat(refusal(new ReadOptions(0, "", "0", "Exact")))
        .isInstanceOf(ReadFailure.InvalidOption.class);
    assertThat(refusal(new ReadOptions(0, "", "abc", null)))
        .isInstanceOf(ReadFailure.BadRequest.class);
    assertThat(refusal(new ReadOptions(0, "no token", "", null)))
        .isInstanceOf(ReadFailure.BadRequest.class);
  }

  @Test
  void anObjectThatLeavesASelectorIsDeletedWithItsOldContent() {
    var begin = begin(in("", "app=x", ""), options("" + store.currentRevision()));
    create("a", "p", "x");
    create("a", "other", "y");
    var left = update("a", "p", "y", "n1");
    update("a", "p", "y", "n2");
    var back = update("a", "p", "x", "n2");
    delete("a", "other");
    var gone = delete("a", "p");
    assertThat(drain(begin.cursor()))
        .containsExactly(
            "ADDED a/p x " + (left - 2),
            "DELETED a/p x " + left,
            "ADDED a/p x " + back,
            "DELETED a/p x " + gone);
  }

  @Test
  void aWatchGoesOnBehindItsRevisionWithoutGaps() {
    var first = create("a", "p", "x");
    var second = update("a", "p", "x", "n1");
    var begin = begin(Matcher.EVERYTHING, options("" + first));
    var third = update("a", "p", "x", "n2");
    assertThat(drain(begin.cursor()))
        .containsExactly("MODIFIED a/p x " + second, "MODIFIED a/p x " + third);
  }

  @Test
  void watchesOfBeforeARestartGoOn() throws Exception {
    var first = create("a", "p", "x");
    var second = update("a", "p", "x", "n1");
    cache.close();
    start(EventLog.LARGEST);
    var begin = begin(Matcher.EVERYTHING, options("" + first));
    assertThat(drain(begin.cursor())).containsExactly("MODIFIED a/p x " + second);
  }

  @Test
  void aWatchThatIsTooSlowFallsOffTheLog() throws Exception {
    cache.close();
    start(4);
    var begin = begin(Matcher.EVERYTHING, options("" + store.currentRevision()));
    var start = store.currentRevision();
    for (var i = 0; i < 5; i++) {
      create("a", "p" + i, "x");
    }
    settle();
    assertThat(begin.cursor().next()).isInstanceOf(Cursor.Step.Expired.class);
    var late = new Watches(cache).begin(pods, Matcher.EVERYTHING, options("" + start));
    assertThat(late)
        .isInstanceOfSatisfying(
            Watches.Beginning.Failed.class,
            it -> assertThat(it.failure()).isInstanceOf(ReadFailure.Expired.class));
  }

  @Test
  void initialEventsComeBeforeTheRestAndEndWithABookmark() {
    create("a", "p", "x");
    var begin = begin(Matcher.EVERYTHING, new WatchOptions("", "NotOlderThan", true, true, false));
    assertThat(begin.initial()).extracting(Entry::key).containsExactly("a/p");
    assertThat(begin.endsWithBookmark()).isTrue();
    assertThat(begin.revision()).isEqualTo(store.currentRevision());
    var next = create("a", "q", "x");
    assertThat(drain(begin.cursor())).containsExactly("ADDED a/q x " + next);
  }

  @Test
  void idleCursorsKnowHowFarTheCacheHasCome() {
    create("a", "p", "x");
    var begin = begin(Matcher.EVERYTHING, options("" + store.currentRevision()));
    store.create("/registry/elsewhere/x", "1".getBytes(UTF_8));
    settle();
    assertThat(begin.cursor().next()).isEqualTo(new Cursor.Step.Idle(store.currentRevision()));
  }

  private Watches.Beginning.Begun begin(Matcher matcher, WatchOptions options) {
    var begin = new Watches(cache).begin(pods, matcher, options);
    assertThat(begin).isInstanceOf(Watches.Beginning.Begun.class);
    return (Watches.Beginning.Begun) begin;
  }

  private static WatchOptions options(String revision) {
    return new WatchOptions(revision, null, null, false, false);
  }

  private List<String> drain(Cursor cursor) {
    settle();
    var told = new ArrayList<String>();
    while (true) {
      switch (cursor.next()) {
        case Cursor.Step.Added added -> told.add("ADDED " + describe(added.entry()));
        case Cursor.Step.Modified changed -> told.add("MODIFIED " + describe(changed.entry()));
        case Cursor.Step.Deleted gone -> told.add("DELETED " + describe(gone.entry()));
        case Cursor.Step.Skipped ignored -> {
          // not for this watch
        }
        case Cursor.Step.Idle ignored -> {
          return told;
        }
        case Cursor.Step.Unconverted ignored -> throw new AssertionError("nothing is converted");
        case Cursor.Step.Expired ignored -> throw new AssertionError("fell off the log");
      }
    }
  }

  private static String describe(Entry entry) {
    var metadata = Json.tree(entry.json()).path("metadata");
    return entry.key()
        + " "
        + metadata.path("labels").path("app").asString()
        + " "
        + metadata.path("resourceVersion").asString();
  }

  private void settle() {
    assertThat(cache.progress().awaitFresh(Duration.ofMinutes(1))).isTrue();
  }

  private Entry get(String namespace, String name) {
    var answer = new Reader(cache).get(pods, namespace, name, ReadOptions.LATEST);
    return ((Reader.Answer.One) answer).entry();
  }

  private Reader.Answer.Many list(Matcher matcher, ReadOptions options) {
    var answer = new Reader(cache).list(pods, matcher, options);
    assertThat(answer).isInstanceOf(Reader.Answer.Many.class);
    return (Reader.Answer.Many) answer;
  }

  private ReadFailure refusal(ReadOptions options) {
    var answer = new Reader(cache).list(pods, Matcher.EVERYTHING, options);
    assertThat(answer).isInstanceOf(Reader.Answer.Failed.class);
    return ((Reader.Answer.Failed) answer).failure();
  }

  private static List<String> names(Reader.Answer.Many list) {
    return list.entries().stream().map(Entry::key).toList();
  }

  private static Matcher in(String namespace, String labels, String fields) {
    return new Matcher(namespace, "", Selector.parse(labels), Selector.parseFields(fields));
  }

  private static String key(String namespace, String name) {
    return "/registry/pods/" + namespace + "/" + name;
  }

  private static byte[] pod(String namespace, String name, String app, String node) {
    return """
    {"kind":"Pod","metadata":{"name":"%s","namespace":"%s","labels":{"app":"%s"}},\
    "spec":{"nodeName":"%s"}}"""
        .formatted(name, namespace, app, node)
        .getBytes(UTF_8);
  }

  private long create(String namespace, String name, String app) {
    var outcome = store.create(key(namespace, name), pod(namespace, name, app, ""));
    return ((Store.Outcome.Done) outcome).revision();
  }

  private long update(String namespace, String name, String app, String node) {
    var key = key(namespace, name);
    var outcome = store.update(key, pod(namespace, name, app, node), store.get(key).modRevision());
    return ((Store.Outcome.Done) outcome).revision();
  }

  private long delete(String namespace, String name) {
    var key = key(namespace, name);
    return ((Store.Outcome.Done) store.delete(key, store.get(key).modRevision())).revision();
  }
}
