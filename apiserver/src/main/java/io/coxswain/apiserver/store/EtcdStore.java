package io.coxswain.apiserver.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.google.common.util.concurrent.MoreExecutors;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.common.exception.EtcdException;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The store on etcd 3.4 or later. */
public final class EtcdStore implements Store {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int LARGEST_MESSAGE = 512 << 20;

  /** Files for TLS towards etcd; all null for plain connections. */
  public record Tls(@Nullable Path caFile, @Nullable Path certFile, @Nullable Path keyFile) {
    public static final Tls NONE = new Tls(null, null, null);
  }

  /** Coarse on purpose: each call sets a limit and hardly any reaches it. */
  private final HashedWheelTimer limits;

  private final Duration limit;
  private final Client client;
  private final KV kv;
  private final EtcdKeys keys;

  private EtcdStore(Client client, String prefix, Duration limit) {
    this.client = client;
    this.limit = limit;
    this.limits =
        new HashedWheelTimer(
            new DefaultThreadFactory("etcd-limits", true), limit.toMillis() / 10, MILLISECONDS);
    this.kv = client.getKVClient();
    this.keys = new EtcdKeys(prefix);
  }

  /**
   * Connects lazily: the first call finds out whether etcd answers.
   *
   * @param servers {@code http://127.0.0.1:2379}
   * @param prefix where keys lie in etcd, {@code /registry} as upstream
   */
  public static EtcdStore connect(List<String> servers, String prefix, Tls tls) {
    return connect(servers, prefix, tls, TIMEOUT);
  }

  /** As above; a call that is not answered in time fails. */
  static EtcdStore connect(List<String> servers, String prefix, Tls tls, Duration limit) {
    var builder =
        Client.builder()
            .endpoints(servers.toArray(String[]::new))
            .connectTimeout(TIMEOUT)
            .keepaliveTime(Duration.ofSeconds(30))
            .keepaliveWithoutCalls(true)
            .executorService(MoreExecutors.newDirectExecutorService())
            .interceptor(new OnTheConnectionsThread())
            .maxInboundMessageSize(LARGEST_MESSAGE);
    return new EtcdStore(secured(builder, tls).build(), prefix, limit);
  }

  /**
   * Answers and events are taken over on the connection's own thread: to wake another for each of
   * them costs more than what there is to do. So nothing that watches may wait for the store.
   */
  private static final class OnTheConnectionsThread implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      return next.newCall(method, options.withExecutor(Runnable::run));
    }
  }

  private static ClientBuilder secured(ClientBuilder builder, Tls tls) {
    var ca = tls.caFile;
    if (ca == null) {
      return builder;
    }
    try {
      return builder.sslContext(
          context -> {
            context.trustManager(ca.toFile());
            if (tls.certFile != null && tls.keyFile != null) {
              context.keyManager(tls.certFile.toFile(), tls.keyFile.toFile());
            }
          });
    } catch (SSLException e) {
      throw new IllegalArgumentException("bad TLS files for etcd: " + e.getMessage(), e);
    }
  }

  @Override
  public @Nullable Stored get(String key) {
    var response = await(kv.get(keys.encode(key)));
    return response.getKvs().isEmpty() ? null : keys.stored(response.getKvs().getFirst());
  }

  @Override
  public Page range(String prefix, @Nullable String after, int limit, long revision) {
    var start = keys.encode(after == null ? prefix : after + "\0");
    // Keys come in order by themselves. Asked to sort, etcd would read the whole range for a page.
    var option =
        GetOption.builder()
            .withRange(keys.encode(Revisions.prefixEnd(prefix)))
            .withLimit(limit)
            .withRevision(revision)
            .build();
    var response = await(kv.get(start, option));
    var items = response.getKvs().stream().map(keys::stored).toList();
    var at = revision == 0 ? response.getHeader().getRevision() : revision;
    return new Page(items, at, response.isMore(), response.getCount() - items.size());
  }

  @Override
  public Outcome create(String key, byte[] value) {
    var name = keys.encode(key);
    var absent = new Cmp(name, Cmp.Op.EQUAL, CmpTarget.version(0));
    return write(absent, put(name, value), name);
  }

  @Override
  public Outcome update(String key, byte[] value, long expectedRevision) {
    var name = keys.encode(key);
    return write(unchanged(name, expectedRevision), put(name, value), name);
  }

  @Override
  public Outcome delete(String key, long expectedRevision) {
    var name = keys.encode(key);
    var delete = Op.delete(name, DeleteOption.DEFAULT);
    return write(unchanged(name, expectedRevision), delete, name);
  }

  private static Op put(ByteSequence name, byte[] value) {
    return Op.put(name, ByteSequence.from(value), PutOption.DEFAULT);
  }

  private static Cmp unchanged(ByteSequence name, long revision) {
    return new Cmp(name, Cmp.Op.EQUAL, CmpTarget.modRevision(revision));
  }

  private Outcome write(Cmp condition, Op change, ByteSequence name) {
    var read = Op.get(name, GetOption.DEFAULT);
    TxnResponse response = await(kv.txn().If(condition).Then(change).Else(read).commit());
    if (response.isSucceeded()) {
      return new Outcome.Done(response.getHeader().getRevision());
    }
    List<KeyValue> current = response.getGetResponses().getFirst().getKvs();
    return new Outcome.Conflict(current.isEmpty() ? null : keys.stored(current.getFirst()));
  }

  @Override
  public long currentRevision() {
    var option = GetOption.builder().withCountOnly(true).build();
    return await(kv.get(keys.encode(StorageKeys.ROOT), option)).getHeader().getRevision();
  }

  @Override
  public long localRevision() {
    return -1;
  }

  @Override
  public long compactRevision() {
    try {
      var option = GetOption.builder().withCountOnly(true).withRevision(1).build();
      await(kv.get(keys.encode(StorageKeys.ROOT), option));
      return 0;
    } catch (CompactedException e) {
      return EtcdWatch.compactRevision(client, keys);
    }
  }

  @Override
  public Watch watch(String prefix, long fromRevision, Watcher watcher) {
    return new EtcdWatch(client, keys, prefix, fromRevision, watcher);
  }

  @Override
  public void compact(long revision) {
    await(kv.compact(revision));
  }

  /** A timed wait would have the virtual threads' scheduler set and take back a delay each time. */
  private <T> T await(CompletableFuture<T> future) {
    var timeout = limit(future);
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for etcd", e);
    } catch (CancellationException e) {
      throw new UnavailableException(
          "etcd did not answer within " + limit.toString().substring(2).toLowerCase(Locale.ROOT),
          e);
    } catch (ExecutionException e) {
      throw translate(e.getCause() == null ? e : e.getCause());
    } finally {
      timeout.cancel();
    }
  }

  private Timeout limit(CompletableFuture<?> future) {
    try {
      return limits.newTimeout(ignored -> future.cancel(true), limit.toMillis(), MILLISECONDS);
    } catch (IllegalStateException e) {
      future.cancel(true);
      throw new UnavailableException("etcd: the store is closed", e);
    }
  }

  /** Keeps jetcd's exceptions inside this package. */
  static RuntimeException translate(Throwable cause) {
    if (cause instanceof io.etcd.jetcd.common.exception.CompactedException compacted) {
      return new CompactedException(compacted.getCompactedRevision());
    }
    var message = String.valueOf(cause.getMessage());
    if (message.contains("required revision has been compacted")) {
      return new CompactedException(-1);
    }
    if (message.contains("required revision is a future revision")) {
      return new IllegalArgumentException(message);
    }
    if (message.contains("request is too large") || message.contains("message larger than max")) {
      return new TooLargeException(cause instanceof EtcdException ? null : cause);
    }
    return new UnavailableException(
        "etcd: " + message, cause instanceof EtcdException ? null : cause);
  }

  @Override
  public void close() {
    client.close();
    limits.stop();
  }

  /** Keys of ours to etcd's and back, under the configured prefix. */
  static final class EtcdKeys {
    private final String prefix;

    EtcdKeys(String prefix) {
      this.prefix = "/" + prefix.replaceAll("^/+|/+$", "") + "/";
    }

    /** Also the end of the range of everything, {@code /registry0}, has its counterpart. */
    ByteSequence encode(String key) {
      var root = StorageKeys.ROOT.length() - 1;
      return ByteSequence.from(
          prefix.substring(0, prefix.length() - 1) + key.substring(root), UTF_8);
    }

    boolean isOurs(ByteSequence key) {
      return key.toString(UTF_8).startsWith(prefix);
    }

    String decode(ByteSequence key) {
      return StorageKeys.ROOT + key.toString(UTF_8).substring(prefix.length());
    }

    Stored stored(KeyValue value) {
      return new Stored(
          decode(value.getKey()),
          value.getValue().getBytes(),
          value.getCreateRevision(),
          value.getModRevision());
    }
  }
}
