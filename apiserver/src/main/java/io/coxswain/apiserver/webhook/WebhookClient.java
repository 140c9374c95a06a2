package io.coxswain.apiserver.webhook;

import io.coxswain.api.Json;
import io.coxswain.apiserver.webhook.WebhookConnection.Response;
import io.coxswain.apiserver.webhook.WebhookConnection.StaleException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Posts JSON to webhooks. Connections are kept for a while. Calls block; each has a thread of its
 * own, so that the deadline of a call holds whatever the other side does. Safe for concurrent use.
 */
public final class WebhookClient implements AutoCloseable {
  private static final long IDLE_NANOS = Duration.ofSeconds(30).toNanos();
  private static final int KEPT = 8;

  private final ServiceAddresses services;
  private final Trust trust = new Trust();
  private final Map<WebhookTarget, Deque<WebhookConnection>> idle = new ConcurrentHashMap<>();
  private volatile boolean closed;

  public WebhookClient(ServiceAddresses services) {
    this.services = services;
  }

  /** What came of a call. */
  public sealed interface Reply {
    record Answered(JsonNode body) implements Reply {}

    /**
     * @param message as Go's HTTP client and client-go word it
     * @param code of the answer; 0 where there was none
     */
    record Failed(String message, int code) implements Reply {}
  }

  /**
   * Asks a webhook.
   *
   * @param query of the URL, empty for none
   */
  public Reply post(WebhookTarget target, String query, JsonNode body, Duration timeout) {
    var call = new PendingCall(target, query, Json.mapper().writeValueAsBytes(body));
    return call.within(timeout);
  }

  /** One call, on a thread of its own; who waits closes its connection when time is over. */
  private final class PendingCall {
    private final WebhookTarget target;
    private final String query;
    private final byte[] body;
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicReference<@Nullable Reply> reply = new AtomicReference<>();
    private volatile @Nullable Socket socket;
    private volatile @Nullable WebhookConnection connection;
    private volatile boolean over;

    PendingCall(WebhookTarget target, String query, byte[] body) {
      this.target = target;
      this.query = query;
      this.body = body;
    }

    Reply within(Duration timeout) {
      // looking up the name of a host blocks a whole platform thread
      var builder = target.service() == null ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
      builder.name("webhook").start(this::run);
      try {
        if (done.await(timeout.toNanos(), TimeUnit.NANOSECONDS) && reply.get() != null) {
          return Objects.requireNonNull(reply.get());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      over = true;
      abort();
      return failed("context deadline exceeded");
    }

    private void abort() {
      var open = connection;
      var opening = socket;
      if (open != null) {
        open.close();
      } else if (opening != null) {
        closeQuietly(opening);
      }
    }

    private void run() {
      try {
        reply.set(ReplyReader.read(exchange()));
      } catch (IOException e) {
        reply.set(failed(GoWords.of(e, target)));
      } catch (RuntimeException e) {
        reply.set(failed(String.valueOf(e.getMessage())));
      } finally {
        done.countDown();
      }
    }

    private Reply.Failed failed(String cause) {
      return new Reply.Failed("Post \"" + target.url(query) + "\": " + cause, 0);
    }

    private Response exchange() throws IOException {
      while (true) {
        var kept = take(target);
        connection = kept == null ? open() : kept;
        var used = Objects.requireNonNull(connection);
        if (over) {
          used.close();
        }
        try {
          var response = used.post(target, query, body);
          if (used.keeps()) {
            giveBack(target, used);
          } else {
            used.close();
          }
          return response;
        } catch (StaleException e) {
          used.close(); // the next one, or a new one, will do
        } catch (IOException e) {
          used.close();
          throw e;
        }
      }
    }

    private WebhookConnection open() throws IOException {
      IOException last = new IOException("no address");
      for (var address : addresses(target)) {
        var plain = new Socket();
        socket = plain;
        try {
          plain.setTcpNoDelay(true);
          plain.connect(address);
          return secured(plain);
        } catch (IOException e) {
          closeQuietly(plain);
          last = e instanceof SSLException ? e : new DialException(address, e);
          if (over) {
            break;
          }
        }
      }
      throw last;
    }

    private WebhookConnection secured(Socket plain) throws IOException {
      var factory = trust.of(target.caBundle());
      var secured = (SSLSocket) factory.createSocket(plain, target.host(), target.port(), true);
      var parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      parameters.setApplicationProtocols(new String[] {"http/1.1"});
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return new WebhookConnection(secured, System.nanoTime());
    }
  }

  private List<InetSocketAddress> addresses(WebhookTarget target) throws IOException {
    var service = target.service();
    if (service == null) {
      return List.of(new InetSocketAddress(target.host(), target.port()));
    }
    return switch (services.find(service.namespace(), service.name(), target.port())) {
      case ServiceAddresses.Found.Nowhere nowhere -> throw new IOException(nowhere.message());
      case ServiceAddresses.Found.At at -> {
        var shuffled = new ArrayList<InetSocketAddress>();
        for (var each : at.addresses()) {
          shuffled.add(
              each.isUnresolved()
                  ? new InetSocketAddress(each.getHostString(), each.getPort())
                  : each);
        }
        Collections.shuffle(shuffled);
        yield shuffled;
      }
    };
  }

  private @Nullable WebhookConnection take(WebhookTarget target) {
    var kept = idle.get(target);
    if (kept == null) {
      return null;
    }
    synchronized (kept) {
      for (var next = kept.pollLast(); next != null; next = kept.pollLast()) {
        if (next.isFresh(System.nanoTime(), IDLE_NANOS)) {
          return next;
        }
        next.close();
      }
    }
    return null;
  }

  private void giveBack(WebhookTarget target, WebhookConnection connection) {
    var now = System.nanoTime();
    connection.idle(now);
    var kept = idle.computeIfAbsent(target, ignored -> new ArrayDeque<>());
    synchronized (kept) {
      kept.addLast(connection);
      if (kept.size() > KEPT) {
        kept.removeFirst().close();
      }
    }
    for (var others : idle.values()) {
      synchronized (others) {
        for (var oldest = others.peekFirst();
            oldest != null && !oldest.isFresh(now, IDLE_NANOS);
            oldest = others.peekFirst()) {
          others.removeFirst().close();
        }
      }
    }
    if (closed) {
      close();
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone in any case
    }
  }

  @Override
  public void close() {
    closed = true;
    for (var kept : idle.values()) {
      synchronized (kept) {
        kept.forEach(WebhookConnection::close);
        kept.clear();
      }
    }
  }

  /** No connection to an address. */
  static final class DialException extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient InetSocketAddress address;

    DialException(InetSocketAddress address, IOException cause) {
      super(cause);
      this.address = address;
    }

    InetSocketAddress address() {
      return address;
    }
  }
}
