package io.coxswain.apiserver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls to an etcd that takes connections and says nothing. */
class EtcdLimitsTest {
  private ServerSocket silent;

  @BeforeEach
  void listen() throws Exception {
    silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws Exception {
    silent.close();
  }

  private EtcdStore connect(Duration limit) {
    var url = "http://127.0.0.1:" + silent.getLocalPort();
    return EtcdStore.connect(List.of(url), "/registry", EtcdStore.Tls.NONE, limit);
  }

  private static void assertUnavailable(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(Store.UnavailableException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aCallThatIsNotAnsweredEnds() {
    try (var store = connect(Duration.ofMillis(100))) {
      var message = "etcd did not answer within 0.1s";
      assertUnavailable(() -> store.get("/registry/a"), message);
      assertUnavailable(() -> store.create("/registry/a", new byte[1]), message);
      assertUnavailable(store::currentRevision, message);
    }
  }

  @Test
  void callsOfAClosedStoreFailAsIfThereWereNoEtcd() {
    var store = connect(Duration.ofSeconds(10));
    store.close();
    assertUnavailable(() -> store.get("/registry/a"), "etcd: the store is closed");
    assertUnavailable(() -> store.range("/registry/", null, 1, 0), "etcd: the store is closed");
    assertUnavailable(() -> store.create("/registry/a", new byte[1]), "etcd: the store is closed");
    assertUnavailable(
        () -> store.update("/registry/a", new byte[1], 1), "etcd: the store is closed");
    assertUnavailable(() -> store.delete("/registry/a", 1), "etcd: the store is closed");
    assertUnavailable(store::currentRevision, "etcd: the store is closed");
    assertUnavailable(() -> store.compact(1), "etcd: the store is closed");
  }

  /** The limit is gone with the store: what waits must end all the same. */
  @Test
  void aCallThatWaitsEndsWithTheStore() throws Exception {
    var store = connect(Duration.ofMinutes(10));
    var call =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                store.get("/registry/a");
                return "answered";
              } catch (Store.UnavailableException e) {
                return "unavailable";
              }
            },
            Thread::startVirtualThread);
    silent.accept().close(); // it has begun
    store.close();
    assertThat(call.get(1, TimeUnit.MINUTES)).isEqualTo("unavailable");
  }
}
