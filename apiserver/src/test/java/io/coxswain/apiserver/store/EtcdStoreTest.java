package io.coxswain.apiserver.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Runs on an etcd of its own; each test has a prefix of its own. */
@Tag("engine")
final class EtcdStoreTest extends StoreContract {
  private static final AtomicInteger TESTS = new AtomicInteger();
  @TempDir static Path directory;
  private static EtcdProcess etcd;

  @BeforeAll
  static void startEtcd() throws IOException, InterruptedException {
    etcd = EtcdProcess.start(directory);
  }

  @AfterAll
  static void stopEtcd() {
    etcd.close();
  }

  @Override
  Store open() {
    return EtcdStore.connect(
        List.of(etcd.url()), "/test" + TESTS.incrementAndGet(), EtcdStore.Tls.NONE);
  }
}
